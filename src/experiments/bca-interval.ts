import { normalCdf } from '../kernels/normal-cdf.ts';
import { normalQuantile } from '../kernels/normal-quantile.ts';
import { quantile } from '../kernels/quantile.ts';

/** A value with its interval. */
export interface BcaInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The bootstrap interval of a value, corrected for bias and skewness (BCa).
 *
 * drawn      [samples] the value of each resample; those that are not finite are left out
 * influences [rows] how much each row moves the value: their skewness is the acceleration
 *
 * NaN ends where no resample is finite. O(samples log samples + rows).
 * Source: Efron 1987, "Better bootstrap confidence intervals".
 */
export function bcaInterval(
  value: number,
  drawn: Float64Array,
  influences: Float64Array,
  level: number,
): BcaInterval {
  const sorted = drawn.filter(Number.isFinite).sort();
  if (sorted.length === 0) return { value, low: Number.NaN, high: Number.NaN };
  // Half of the resamples that equal the value lie below it: few rewards give many equal resamples.
  let below = 0;
  for (const v of sorted) below += v < value ? 1 : v === value ? 0.5 : 0;
  const share = Math.min(1 - 0.5 / sorted.length, Math.max(0.5 / sorted.length, below / sorted.length));
  const bias = normalQuantile(share);
  let squares = 0;
  let cubes = 0;
  for (const d of influences) {
    squares += d * d;
    cubes += d * d * d;
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const end = (z: number): number => {
    const moved = bias + z;
    return quantile(sorted, normalCdf(bias + moved / (1 - acceleration * moved)));
  };
  const z = normalQuantile((1 + level) / 2);
  return { value, low: end(-z), high: end(z) };
}
