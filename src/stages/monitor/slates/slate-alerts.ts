import type { Alert } from '../../../contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../../contracts/slate-monitoring.ts';
import { championAlert, driftAlert, errorAlert, latencyAlert } from '../alerts.ts';

type Found = Omit<SlateMonitorReport, 'alerts' | 'format' | 'kind' | 'at'>;

/** Shares of slates above which, surely, a person should look. */
const DEGRADED = 0.01;
const EMPTY = 0.01;

/** What a person should act on, most urgent first. latencyMs: what the design asks for. */
export function slateAlerts(found: Found, now: number, latencyMs: number | null): Alert[] {
  return [
    ...championAlert(found, now),
    ...outcomeAlert(found),
    ...degradedAlert(found),
    ...emptyAlert(found),
    ...driftAlert(found.drift, 'events', {
      input: 'Check first whether all events are sent and items are put; if users do change, train again.',
      output: 'Train again.',
    }),
    ...latencyAlert(found, latencyMs),
    ...errorAlert(found, now),
  ];
}

function outcomeAlert({
  outcomes: { difference, versions, smallestLoss },
  versions: { champion },
  operations,
}: Found): Alert[] {
  if (difference === null || !difference.worse) return [];
  const rateOf = (number: number | null): string => {
    const rate = versions.find(({ version }) => version === number)?.settledRate.value;
    return rate == null ? 'unknown' : percent(rate);
  };
  return [
    {
      kind: 'outcome',
      says: `${rateOf(champion)} of the slates of version ${champion} had an item taken, of version ${difference.before} before it ${rateOf(difference.before)} (${percent(smallestLoss!)} less would have been found four times in five).`,
      since: operations.from ?? 0,
      action:
        'Compare what they show ("millwright models"), and roll back when nothing else changed meanwhile.',
    },
  ];
}

function degradedAlert({ operations: { degraded, degradedShare, slates, from } }: Found): Alert[] {
  if (degradedShare.low === null || degradedShare.low <= DEGRADED) return [];
  const why = Object.entries(degraded).map(([because, count]) => `${count} ${because}`);
  return [
    {
      kind: 'degraded',
      says: `${percent(degradedShare.value!)} of the last ${slates} slates were of plain popular items (${why.join(', ')}).`,
      since: from ?? 0,
      action: degraded.failed
        ? 'Read the log of the server for the fault.'
        : 'Use fewer retrievers or candidates, a larger serving.budgetMs, or more processes.',
    },
  ];
}

function emptyAlert({ slates: { empty, slates }, operations: { from } }: Found): Alert[] {
  if (empty.low === null || empty.low <= EMPTY) return [];
  return [
    {
      kind: 'empty',
      says: `${percent(empty.value!)} of the last ${slates} slates held no item.`,
      since: from ?? 0,
      action:
        'Look at the filters that clients send, at rules of the design, and at how many items are left.',
    },
  ];
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;
