/** How the feed fares with its readers, since the start. */
export interface LiveState {
  readonly seconds: number;
  readonly sessions: number;
  /** True value a session, and that of the oracle in the same sessions; NaN where it was not asked. */
  readonly valuePerSession: number;
  readonly oraclePerSession: number;
  readonly opens: number;
  readonly likes: number;
  readonly hides: number;
  readonly published: number;
  /** Events by what became of them: stored, duplicate, quarantined, rejected, waiting. */
  readonly events: Readonly<Record<string, number>>;
  /** Requests that failed. */
  readonly failures: number;
  readonly lastFailure: string;
  /** Of asking for a page, milliseconds, over the newest thousands. */
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

/** Counts while the readers act. */
export interface Tally {
  sessions: number;
  value: number;
  oracle: number;
  opens: number;
  likes: number;
  hides: number;
  published: number;
  failures: number;
  lastFailure: string;
  readonly events: Record<string, number>;
  readonly latencies: number[];
}

export const emptyTally = (): Tally => ({
  sessions: 0,
  value: 0,
  oracle: 0,
  opens: 0,
  likes: 0,
  hides: 0,
  published: 0,
  failures: 0,
  lastFailure: '',
  events: {},
  latencies: [],
});

const KEPT_LATENCIES = 5000;

export function noteLatency({ latencies }: Tally, ms: number): void {
  if (latencies.push(ms) > 2 * KEPT_LATENCIES) latencies.splice(0, KEPT_LATENCIES);
}

export function liveState(tally: Tally, seconds: number, waiting: number): LiveState {
  const sorted = tally.latencies.slice(-KEPT_LATENCIES).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return {
    seconds,
    sessions: tally.sessions,
    valuePerSession: tally.value / tally.sessions,
    oraclePerSession: tally.oracle / tally.sessions,
    opens: tally.opens,
    likes: tally.likes,
    hides: tally.hides,
    published: tally.published,
    events: { ...tally.events, waiting },
    failures: tally.failures,
    lastFailure: tally.lastFailure,
    latencyMs: { p50: at(0.5), p99: at(0.99) },
  };
}

/** The state on one line. */
export function liveLine(state: LiveState): string {
  const { latencyMs, events } = state;
  const share = state.valuePerSession / state.oraclePerSession;
  const oracle = Number.isNaN(share) ? '' : ` (${Math.round(100 * share)} % of the oracle)`;
  return [
    `${state.seconds.toFixed(0)} s`,
    `${state.sessions} sessions`,
    `value ${state.valuePerSession.toFixed(3)} a session${oracle}`,
    `${state.opens} opens, ${state.likes} likes, ${state.hides} hides`,
    `${state.published} new posts`,
    `${events.stored ?? 0} events stored, ${events.waiting} waiting`,
    `feed p50 ${latencyMs.p50.toFixed(1)} ms, p99 ${latencyMs.p99.toFixed(1)} ms`,
    ...(state.failures > 0 ? [`${state.failures} failures, the last: ${state.lastFailure}`] : []),
  ].join(' · ');
}
