import { entry, listed, quoted } from './entry.ts';

/** What can go wrong in declaring alerts, and in answering them. */
export const watch = {
  'design/alert-limit': entry<{ when: string; both: boolean }>({
    says: (d) =>
      d.both
        ? `The alert on ${quoted(d.when)} has two limits, above and below; it takes one.`
        : `The alert on ${quoted(d.when)} says neither above nor below what it should fire.`,
    fix: () =>
      "Give one of them, such as { when: 'p99Ms', above: 250, for: '5m' }; two limits are two alerts.",
    status: 400,
    exit: 2,
  }),
  'design/alert-twice': entry<{ when: string; side: string }>({
    says: (d) => `There are two alerts on ${quoted(d.when)} ${d.side} a limit; there can be one.`,
    fix: () => 'Keep the one that should wake somebody.',
    status: 400,
    exit: 2,
  }),
  'design/alert-unfit': entry<{ when: string; kind: string; known: readonly string[] }>({
    says: (d) => `${quoted(d.when)} is not known of a system of the kind ${d.kind}.`,
    fix: (d) => `Use one of ${listed(d.known, 20)}.`,
    status: 400,
    exit: 2,
  }),
  'design/alert-share': entry<{ when: string; limit: number }>({
    says: (d) => `The limit of ${quoted(d.when)} is ${d.limit}, and a share lies between 0 and 1.`,
    fix: (d) => `Write ${d.limit / 100} for ${d.limit} %.`,
    status: 400,
    exit: 2,
  }),
  'watch/not-yet': entry<{ system: string }>({
    says: (d) => `${d.system} has just come into service, and nothing was counted yet.`,
    fix: () => 'Ask again in ten seconds.',
    status: 503,
    exit: 1,
  }),
  'watch/no-incident': entry<{ system: string; incident: string }>({
    says: (d) => `No alert ${quoted(d.incident)} fires in ${d.system}: it is over, or was never there.`,
    fix: (d) => `See which do: GET /v1/systems/${d.system}/series, or the view Monitoring.`,
    status: 404,
    exit: 2,
  }),
};
