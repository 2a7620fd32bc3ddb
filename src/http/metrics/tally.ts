import { LOG_BUCKETS, logBucket } from '../../kernels/log-histogram.ts';
import type { MetricSample } from './exposition.ts';

/** Upper bounds of the latency buckets, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Requests of one route, or of one version of a system: plain counters, so that a request pays a few additions and the
 * scrape does the rest.
 */
export class Tally {
  readonly labels: Readonly<Record<string, string>>;
  requests = 0;
  /** By status code. */
  readonly statuses = new Map<number, number>();
  /** Times to answer in buckets of log-histogram.ts. */
  readonly times = new Float64Array(LOG_BUCKETS);
  readonly #buckets = new Float64Array(BOUNDS.length + 1);
  #seconds = 0;

  constructor(labels: Readonly<Record<string, string>>) {
    this.labels = labels;
  }

  note(status: number, seconds: number): void {
    this.requests++;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    this.#seconds += seconds;
    let b = 0;
    while (b < BOUNDS.length && seconds > BOUNDS[b]!) b++;
    this.#buckets[b]!++;
    this.times[logBucket(1000 * seconds)]!++;
  }

  /** Requests that were answered with a status of 400 or more. */
  get errors(): number {
    let errors = 0;
    for (const [status, n] of this.statuses) if (status >= 400) errors += n;
    return errors;
  }

  statusSamples(): MetricSample[] {
    return [...this.statuses].map(([status, value]) => ({
      labels: { ...this.labels, status: String(status) },
      value,
    }));
  }

  histogramSamples(): MetricSample[] {
    const samples: MetricSample[] = [];
    let below = 0;
    for (let b = 0; b <= BOUNDS.length; b++) {
      below += this.#buckets[b]!;
      const le = b === BOUNDS.length ? '+Inf' : String(BOUNDS[b]);
      samples.push({ suffix: '_bucket', labels: { ...this.labels, le }, value: below });
    }
    samples.push({ suffix: '_sum', labels: this.labels, value: this.#seconds });
    samples.push({ suffix: '_count', labels: this.labels, value: below });
    return samples;
  }
}
