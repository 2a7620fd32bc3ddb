import { normalCdf } from '../../kernels/normal-cdf.ts';
import { normalQuantile } from '../../kernels/normal-quantile.ts';
import { type Random, randomInt } from '../../kernels/random.ts';

/** A mean of normal densities cut off at 0 and 1. */
export interface Parzen {
  /** [kernels] in 0..1 */
  readonly centres: Float64Array;
  /** [kernels] deviations > 0 */
  readonly widths: Float64Array;
  /** [kernels] share of each normal that lies within 0..1 */
  readonly inside: Float64Array;
}

/**
 * A density over 0..1 from values seen in it: a normal about each, as wide as the way to the farther of its neighbours,
 * and one about the middle, as wide as the range, for what has not been seen. O(n log n).
 *
 * Source: Bergstra et al. 2011, "Algorithms for hyper-parameter optimization", section 4.2.
 */
export function parzenOf(values: readonly number[]): Parzen {
  const centres = Float64Array.from([...values, PRIOR]).sort();
  const narrowest = 1 / Math.min(100, centres.length + 1);
  const widths = centres.map((c, i) => {
    const left = c - (centres[i - 1] ?? 0);
    const right = (centres[i + 1] ?? 1) - c;
    return Math.min(1, Math.max(narrowest, left, right));
  });
  widths[centres.indexOf(PRIOR)] = 1;
  return cutOff(centres, widths);
}

const PRIOR = 0.5;

/** Those normals, each brought to 1 over 0..1. */
export const cutOff = (centres: Float64Array, widths: Float64Array): Parzen => ({
  centres,
  widths,
  inside: centres.map((c, i) => normalCdf((1 - c) / widths[i]!) - normalCdf(-c / widths[i]!)),
});

/** The density at x in 0..1. O(kernels). */
export function densityAt({ centres, widths, inside }: Parzen, x: number): number {
  let sum = 0;
  for (let i = 0; i < centres.length; i++) {
    const z = (x - centres[i]!) / widths[i]!;
    sum += Math.exp((-z * z) / 2) / (widths[i]! * inside[i]!);
  }
  return sum / (centres.length * Math.sqrt(2 * Math.PI));
}

/** A value by chance, by this density. */
export function drawFrom({ centres, widths, inside }: Parzen, r: Random): number {
  const i = randomInt(r, centres.length);
  const below = normalCdf(-centres[i]! / widths[i]!);
  const value = centres[i]! + widths[i]! * normalQuantile(below + r() * inside[i]!);
  return Math.min(1, Math.max(0, value));
}
