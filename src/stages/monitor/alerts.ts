import type { AccuracyCheck, Alert, DriftCheck, MonitorReport } from '../../contracts/monitoring.ts';

type Found = Omit<MonitorReport, 'alerts' | 'format' | 'at'>;

/** What a person should act on, most urgent first. latencyMs: what the design asks for. */
export function alertsOf(found: Found, now: number, latencyMs: number | null): Alert[] {
  return [
    ...championAlert(found, now),
    ...accuracyAlerts(found.accuracy, found.versions.champion),
    ...driftAlert(found.drift, 'predictions', {
      input:
        'Check the source of these columns first (units, new categories, a broken join); if the change is real, retrain.',
      output: 'No single input stands out: look at the slices of the report; if the change is real, retrain.',
    }),
    ...latencyAlert(found, latencyMs),
    ...errorAlert(found, now),
  ];
}

export function championAlert(
  { system, versions }: Pick<Found, 'system' | 'versions'>,
  now: number,
): Alert[] {
  if (versions.champion !== null) return [];
  return [
    {
      kind: 'no-champion',
      says: `${system} has no champion: nothing can be answered.`,
      since: now,
      action: `Run "millwright run ${system}", or promote a version.`,
    },
  ];
}

function accuracyAlerts({ versions, primary }: AccuracyCheck, champion: number | null): Alert[] {
  const worse = versions.filter((v) => v.version === champion && !v.shadow && v.worse);
  return worse.map((v) => ({
    kind: 'accuracy',
    says: `${primary} on ${v.rows} labelled predictions is ${shown(v.live[primary!]?.value)}, against ${shown(v.tested[primary!]?.value)} on the test part of version ${v.version}.`,
    since: v.from,
    action:
      'Retrain on recent data, compare the new version as challenger, and promote it when it is better.',
  }));
}

/**
 * @param what the rows are of
 * @param action what to do when an input drifted, and when only answers did
 */
export function driftAlert(
  drift: DriftCheck,
  what: string,
  action: { readonly input: string; readonly output: string },
): Alert[] {
  const drifted = drift.columns.filter((line) => line.drifted);
  if (drifted.length === 0 || drift.window.from === null) return [];
  const names = drifted.slice(0, 5).map((line) => JSON.stringify(line.name));
  const more = drifted.length > names.length ? ` and ${drifted.length - names.length} more` : '';
  const inputs = drifted.some((line) => line.role === 'input');
  return [
    {
      kind: 'drift',
      says: `${names.join(', ')}${more} ${drifted.length === 1 ? 'differs' : 'differ'} from training in the last ${drift.window.rows} ${what} (smallest adjusted p ${shown(Math.min(...drifted.map((l) => l.adjusted)))}).`,
      since: drift.window.from,
      action: inputs ? action.input : action.output,
    },
  ];
}

export function latencyAlert(
  {
    operations,
    process,
  }: Pick<Found, 'process'> & { readonly operations: Pick<Found['operations'], 'latencyMs' | 'from'> },
  wanted: number | null,
): Alert[] {
  const measured = process?.latencyMs ?? operations.latencyMs;
  if (wanted === null || measured === null || measured.p95 <= wanted || operations.from === null) return [];
  return [
    {
      kind: 'latency',
      says: `95 % of answers take up to ${shown(measured.p95)} ms; the design asks for ${wanted} ms.`,
      since: operations.from,
      action: 'Use a smaller model, or more processes.',
    },
  ];
}

/** Share of requests that may fail before it is worth waking somebody. */
const FAILING = 0.01;

export function errorAlert({ process }: Pick<Found, 'process'>, now: number): Alert[] {
  if (process === null || process.errors <= FAILING * process.requests) return [];
  return [
    {
      kind: 'errors',
      says: `${process.errors} of ${process.requests} requests failed since the server started.`,
      since: now - 1000 * process.uptimeSeconds,
      action: 'Read the log of the server for the codes of the errors.',
    },
  ];
}

const shown = (x: number | null | undefined): string => (x == null ? 'undefined' : x.toPrecision(3));
