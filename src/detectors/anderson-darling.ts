import type { Change, Detector, DriftResult } from '../contracts/detector.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { State } from '../contracts/state.ts';
import { sidak } from '../kernels/combine-p-values.ts';
import { andersonDarling, permutationPValue } from '../kernels/count-statistics.ts';
import { fisherExact } from '../kernels/fisher-exact.ts';
import { moments } from '../kernels/moments.ts';
import { pooledBins } from '../kernels/pooled-bins.ts';
import { random, randomInt } from '../kernels/random.ts';
import { effectiveRows, smallestMeanShift } from '../kernels/test-power.ts';
import { numbersOf } from '../table/forms.ts';
import { permutationDraws } from './permutation-draws.ts';

const BINS = 32;

const params = {
  sample: {
    type: 'integer',
    default: 10_000,
    min: 100,
    max: 100_000,
    unit: 'rows',
    about: 'Reference values kept; more than that are thinned to a random sample.',
  },
} as const satisfies ParamSpecs;

/** facts: rows, missing of the whole reference; arrays.values: the kept values, ascending. */
export interface NumberSample extends State {
  readonly facts: { readonly rows: number; readonly missing: number };
  readonly arrays: { readonly values: Float64Array };
}

/**
 * Two-sample Anderson-Darling permutation test for number columns, missing values included.
 *
 * Present values are counted in at most about 32 common bins and the window is compared with random handfuls of the
 * pool; the share of missing values is compared by Fisher's exact test. Given how many values are missing the two
 * are independent under the null, so Sidak's rule joins them. Exact at any window size, with any ties.
 *
 * statistic: Kolmogorov-Smirnov distance of the present values or difference of the missing shares, the larger.
 * shift, smallestShift: of the mean of present values, in sd of the reference; NaN when the reference is constant.
 * An empty window gives statistic 0 and p-value 1. Cost: O(m log m + reference) and up to 5 / level draws of 32
 * bins, of which a column that has not drifted needs about 100 (bench/drift/cost.ts).
 *
 * Source: Pettitt 1976; Scholz and Stephens 1987; Besag and Clifford 1991 (when to stop drawing).
 */
export const andersonDarlingDetector: Detector<ParamsOf<typeof params>, NumberSample> = {
  room: 'detectors',
  name: 'anderson-darling',
  version: 1,
  about: 'Compares the distribution of a number column, and its share of missing values.',
  params,
  traits: { accepts: ['number'], shiftUnit: 'sd', statisticLabel: 'KS distance' },
  fit: (reference, { sample }) => sampleNumbers(numbersOf(reference), sample),
  test: (state, window, _params, level, seed) => testNumbers(state, numbersOf(window), level, seed),
};

/** Summarise values for `testNumbers`; NaN = missing. Which rows a thinned sample keeps depends on their number only. */
export function sampleNumbers(reference: Float64Array, most: number): NumberSample {
  const present = finiteAscending(reference);
  const missing = reference.length - present.length;
  return { facts: { rows: reference.length, missing }, arrays: { values: thin(present, most) } };
}

/** The test of `andersonDarlingDetector`. */
export function testNumbers(
  state: NumberSample,
  window: Float64Array,
  level: number,
  seed: number,
): DriftResult {
  const reference = state.arrays.values;
  const { rows, missing } = state.facts;
  const values = finiteAscending(window);
  const gone = window.length - values.length;
  const { pool, window: counts, distance } = pooledBins(reference, values, BINS);
  const draws = permutationDraws(level);
  const parts: number[] = [];
  if (missing + gone > 0) parts.push(fisherExact(missing, rows, gone, window.length));
  if (reference.length > 0 && values.length > 0)
    parts.push(permutationPValue(pool, counts, andersonDarling, draws, random(seed)));
  const shares =
    rows > 0 && window.length > 0
      ? { what: 'share of missing', before: missing / rows, now: gone / window.length }
      : null;
  const missingShift = shares === null ? 0 : Math.abs(shares.now - shares.before);
  return {
    statistic: Math.max(distance, missingShift),
    pValue: sidak(parts),
    smallestShift: smallestMeanShift(
      effectiveRows(reference.length, values.length),
      missing > 0 ? level / 2 : level,
      rankCorrelation(reference),
    ),
    shift: meanShift(reference, values),
    change: missingShift > distance ? shares : meanChange(reference, values),
  };
}

/** Of the mean, in sd of the reference; NaN where either is empty or the reference is constant. */
function meanShift(reference: Float64Array, window: Float64Array): number {
  if (reference.length === 0 || window.length === 0) return Number.NaN;
  const { mean, sd } = moments(reference);
  return sd === 0 ? Number.NaN : (moments(window).mean - mean) / sd;
}

const meanChange = (reference: Float64Array, window: Float64Array): Change | null =>
  reference.length === 0 || window.length === 0
    ? null
    : { what: 'mean', before: moments(reference).mean, now: moments(window).mean };

/** Ascending, without NaN; infinities become the largest doubles and -0 becomes 0, so that JSON can hold them. */
function finiteAscending(values: Float64Array): Float64Array {
  const most = Number.MAX_VALUE;
  return values
    .filter((v) => !Number.isNaN(v))
    .map((v) => Math.min(most, Math.max(-most, v)) + 0)
    .sort();
}

/** A random sample without replacement of ascending values, ascending. Selection sampling: Knuth, TAOCP 3.4.2 S. */
function thin(sorted: Float64Array, most: number): Float64Array {
  if (sorted.length <= most) return sorted;
  const r = random(sorted.length);
  const out = new Float64Array(most);
  for (let i = 0, kept = 0; kept < most; i++)
    if (randomInt(r, sorted.length - i) < most - kept) out[kept++] = sorted[i]!;
  return out;
}

/** Correlation of value and mid-rank, 0..1; NaN when all values are equal. */
function rankCorrelation(sorted: Float64Array): number {
  const n = sorted.length;
  const scale = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted[n - 1] ?? 0)) || 1;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += sorted[i]! / scale / n;
  let xx = 0;
  let xr = 0;
  let rr = 0;
  for (let i = 0; i < n; ) {
    let j = i;
    while (j < n && sorted[j] === sorted[i]) j++;
    const x = sorted[i]! / scale - mean;
    const rank = (i + j - n) / 2;
    xx += (j - i) * x * x;
    xr += (j - i) * x * rank;
    rr += (j - i) * rank * rank;
    i = j;
  }
  return rr === 0 ? Number.NaN : xr / Math.sqrt(xx * rr);
}
