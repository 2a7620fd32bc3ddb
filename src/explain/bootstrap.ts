import type { Measured } from '../contracts/evaluation.ts';
import { quantile } from '../kernels/quantile.ts';
import { random } from '../kernels/random.ts';
import { resample } from '../kernels/resample.ts';

export interface BootstrapOptions {
  /** Resamples. */
  readonly samples: number;
  /** Share of resamples that lie within the interval, e.g. 0.95. */
  readonly level: number;
  readonly seed: number;
}

/** Draw resamples of so many rows: how often each row is in it, which `visit` may read until it returns. */
export function eachResample(
  rows: number,
  { samples, seed }: Pick<BootstrapOptions, 'samples' | 'seed'>,
  visit: (counts: Float64Array, sample: number) => void,
): void {
  const r = random(seed);
  const counts = new Float64Array(rows);
  for (let sample = 0; sample < samples; sample++) {
    resample(counts, r);
    visit(counts, sample);
  }
}

/** A measure of rows that count 0, 1 or more times, over all of them once, with its interval over resamples. */
export function overResamples(
  rows: number,
  over: (counts: Float64Array) => number,
  options: BootstrapOptions,
): Measured {
  const drawn = new Float64Array(options.samples);
  eachResample(rows, options, (counts, sample) => {
    drawn[sample] = over(counts);
  });
  return withInterval(over(new Float64Array(rows).fill(1)), drawn, options.level);
}

/**
 * A value with the percentile interval of its resamples, widened to hold the value itself where all of them lie to one side
 * of it. Null where it is undefined; ends are null also where it is undefined on most resamples. Source: Efron 1979.
 */
export function withInterval(value: number, drawn: Float64Array, level: number): Measured {
  if (!Number.isFinite(value)) return { value: null, low: null, high: null };
  const defined = drawn.filter(Number.isFinite).sort();
  if (2 * defined.length <= drawn.length) return { value, low: null, high: null };
  return {
    value,
    low: Math.min(value, quantile(defined, (1 - level) / 2)),
    high: Math.max(value, quantile(defined, (1 + level) / 2)),
  };
}
