import {
  COUNTERS,
  type Counter,
  type Range,
  STATUSES,
  type TrafficSeries,
  TURNED_AWAY,
} from '../../contracts/watching.ts';
import { LOG_BUCKETS, logQuantile } from '../../kernels/log-histogram.ts';
import { addToWindow, sumWindows, type WindowRing, windowRing } from '../../kernels/window-ring.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Counters, then the histogram of times. */
export const TRAFFIC_SLOTS = COUNTERS.length + LOG_BUCKETS;

/** Windows of 10 seconds for an hour, of 5 minutes for two days, of an hour for a month: just under a megabyte. */
const TIERS = [
  { widthMs: 10 * SECOND, windows: 370 },
  { widthMs: 5 * MINUTE, windows: 580 },
  { widthMs: HOUR, windows: 745 },
] as const;

/** How much of the past each range shows, in which steps, and from which tier. Steps are whole windows. */
const SHOWN: Readonly<
  Record<Range, { readonly spanMs: number; readonly stepMs: number; readonly tier: number }>
> = {
  '15m': { spanMs: 15 * MINUTE, stepMs: 10 * SECOND, tier: 0 },
  '1h': { spanMs: HOUR, stepMs: 30 * SECOND, tier: 0 },
  '6h': { spanMs: 6 * HOUR, stepMs: 5 * MINUTE, tier: 1 },
  '1d': { spanMs: DAY, stepMs: 15 * MINUTE, tier: 1 },
  '7d': { spanMs: 7 * DAY, stepMs: HOUR, tier: 2 },
  '30d': { spanMs: 30 * DAY, stepMs: 6 * HOUR, tier: 2 },
};

/** What was done in some time. */
export interface Work {
  /** Milliseconds in which somebody counted. */
  readonly coveredMs: number;
  of(counter: Counter): number;
  /** Requests whose status begins with this digit. */
  statuses(first: '4' | '5'): number;
  /** Quantile of the times to answer, ms; NaN without a request. */
  ms(p: number): number;
}

/** The work of one system over time, in memory that never grows. */
export class Traffic {
  readonly #rings: readonly WindowRing[] = TIERS.map((t) => windowRing(t.widthMs, t.windows, TRAFFIC_SLOTS));
  readonly #sums = new Float64Array(TRAFFIC_SLOTS);

  /** Add what was counted in the `coveredMs` before `at`: [TRAFFIC_SLOTS]. */
  add(at: number, coveredMs: number, counted: ArrayLike<number>): void {
    // A tick ends where the next window may begin already.
    for (const ring of this.#rings) addToWindow(ring, at - 1, coveredMs, counted);
  }

  /** The last `spanMs` before `now`, at most an hour of it, in windows of 10 seconds. */
  since(now: number, spanMs: number): Work {
    return workOf(this.#rings[0]!, now - spanMs, now, new Float64Array(TRAFFIC_SLOTS));
  }

  series(range: Range, now: number): TrafficSeries {
    const { spanMs, stepMs, tier } = SHOWN[range];
    const to = Math.ceil(now / stepMs) * stepMs;
    const from = to - spanMs;
    const at = Array.from({ length: spanMs / stepMs }, (_, i) => from + i * stepMs);
    const line = (): (number | null)[] => new Array<number | null>(at.length).fill(null);
    const [requestsPerSecond, answersPerSecond, eventsPerSecond] = [line(), line(), line()];
    const [p50, p95, p99, degradedShare] = [line(), line(), line(), line()];
    const errors = new Map(STATUSES.map((status) => [status, line()]));
    const away = new Map(TURNED_AWAY.map((status) => [status, line()]));
    at.forEach((start, i) => {
      const work = workOf(this.#rings[tier]!, start, start + stepMs, this.#sums);
      if (work.coveredMs === 0) return;
      const seconds = work.coveredMs / SECOND;
      const [requests, answers] = [work.of('requests'), work.of('answers')];
      requestsPerSecond[i] = requests / seconds;
      answersPerSecond[i] = answers / seconds;
      eventsPerSecond[i] = work.of('events') / seconds;
      for (const [status, points] of away) points[i] = work.of(`away${status}`) / seconds;
      for (const [status, points] of errors) points[i] = requests === 0 ? 0 : work.of(status) / requests;
      if (answers > 0) degradedShare[i] = work.of('degraded') / answers;
      if (requests === 0) return;
      [p50[i], p95[i], p99[i]] = [work.ms(0.5), work.ms(0.95), work.ms(0.99)];
    });
    const seen = <K>(lines: ReadonlyMap<K, (number | null)[]>): [K, (number | null)[]][] =>
      [...lines].filter(([, points]) => points.some((value) => value !== null && value > 0));
    return {
      from,
      to: now,
      stepMs,
      at,
      requestsPerSecond,
      errors: Object.fromEntries(seen(errors)),
      latencyMs: { p50, p95, p99 },
      answersPerSecond,
      degradedShare,
      eventsPerSecond,
      turnedAway: Object.fromEntries(seen(away)),
    };
  }

  /** All of it, to be kept. */
  bytes(): Uint8Array {
    const size = this.#rings.reduce((sum, ring) => sum + ring.data.byteLength, 0);
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const { data } of this.#rings) {
      bytes.set(new Uint8Array(data.buffer), at);
      at += data.byteLength;
    }
    return bytes;
  }

  /** What `bytes` gave; bytes of another size, of another version of the program, are passed over. */
  restore(bytes: Uint8Array): void {
    const size = this.#rings.reduce((sum, ring) => sum + ring.data.byteLength, 0);
    if (bytes.length !== size) return;
    let at = 0;
    for (const { data } of this.#rings) {
      new Uint8Array(data.buffer).set(bytes.subarray(at, at + data.byteLength));
      at += data.byteLength;
    }
  }
}

function workOf(ring: WindowRing, from: number, to: number, sums: Float64Array): Work {
  const coveredMs = sumWindows(ring, from, to, sums);
  const of = (counter: Counter): number => sums[COUNTERS.indexOf(counter)]!;
  return {
    coveredMs,
    of,
    statuses: (first) => STATUSES.reduce((sum, s) => sum + (s.startsWith(first) ? of(s) : 0), 0),
    ms: (p) => logQuantile(sums, p, COUNTERS.length),
  };
}
