import { type Bounds, boundedScore } from './bounds.ts';
import { SUMS } from './leaf-sums.ts';
import type { GrowSettings } from './settings.ts';
import { leafScore, NOTHING, type Split, type SplitLimits, type Sums } from './split.ts';

/** Categories that a sorted set may name at most: larger ones are found from the other end or fit noise. */
const LARGEST_SET = 32;

/** The best set so far: the first `size` bins of `order`, with the score that it brings and its sums. */
interface Found {
  score: number;
  order: readonly number[];
  size: number;
  grad: number;
  hess: number;
  count: number;
}

/**
 * The best set of categories to send left; the rest, and categories that this leaf has never met, go right.
 *
 * Few categories: one against the rest. More: sorted by gradient over Hessian, of which the best set is a prefix from
 * either end (Fisher 1958; Ke et al. 2017, LightGBM). Missing is a category like others where there is enough of it;
 * where there is none, it goes with the larger child.
 *
 * histogram [SUMS x (1 + bins)] sums by bin. O(bins log bins).
 */
export function bestCategorySplit(
  histogram: Float64Array,
  bins: number,
  column: number,
  leaf: Sums,
  limits: SplitLimits,
  settings: GrowSettings,
): Split | null {
  const met: number[] = [];
  const common: number[] = [];
  for (let b = 0; b <= bins; b++) {
    const count = histogram[b * SUMS + 2]!;
    if (count > NOTHING * leaf.count) met.push(b);
    if (count >= settings.minRowsPerCategory) common.push(b);
  }
  if (met.length < 2) return null;
  const found: Found = { score: limits.mustBeat, order: met, size: 0, grad: 0, hess: 0, count: 0 };
  if (met.length <= settings.oneVsRest)
    for (const b of met) tryPrefixes(histogram, [b], 1, leaf, limits.bounds, settings, settings.l2, found);
  else {
    const sorted = sortBySlope(histogram, common, settings.categorySmoothing);
    // A set of all that were met is no split; a set of more than half is the other end's business.
    const most = Math.min(LARGEST_SET, Math.ceil(sorted.length / 2), met.length - 1);
    const l2 = settings.l2 + settings.categoryL2;
    tryPrefixes(histogram, sorted, most, leaf, limits.bounds, settings, l2, found);
    tryPrefixes(histogram, sorted.toReversed(), most, leaf, limits.bounds, settings, l2, found);
  }
  if (found.size === 0) return null;
  const { score, order, size, ...left } = found;
  const goesLeft = new Uint8Array(256);
  for (let i = 0; i < size; i++) goesLeft[order[i]!] = 1;
  if (met[0] !== 0) goesLeft[0] = left.count * 2 > leaf.count ? 1 : 0;
  return { column, gain: score - limits.parent, left, lastLeft: null, goesLeft };
}

/** Bins by gradient over smoothed Hessian, lowest first; ties by bin. bins: rising. O(bins^2), for few bins quicker than less. */
function sortBySlope(histogram: Float64Array, bins: readonly number[], smoothing: number): number[] {
  const slopes = new Float64Array(bins.length);
  const order = bins.slice();
  for (let i = 0; i < bins.length; i++) {
    const bin = bins[i]!;
    const slope = histogram[bin * SUMS]! / (histogram[bin * SUMS + 1]! + smoothing);
    let j = i;
    for (; j > 0 && slopes[j - 1]! > slope; j--) {
      slopes[j] = slopes[j - 1]!;
      order[j] = order[j - 1]!;
    }
    slopes[j] = slope;
    order[j] = bin;
  }
  return order;
}

/** Send the first bins of `order` left, one more at a time up to `most`, and keep the best set. */
function tryPrefixes(
  histogram: Float64Array,
  order: readonly number[],
  most: number,
  leaf: Sums,
  bounds: Bounds | null,
  settings: GrowSettings,
  l2: number,
  found: Found,
): void {
  const minRows = settings.minRowsPerLeaf * (1 - NOTHING);
  const { minHessian } = settings;
  let grad = 0;
  let hess = 0;
  let count = 0;
  for (let i = 0; i < most; i++) {
    const k = order[i]! * SUMS;
    grad += histogram[k]!;
    hess += histogram[k + 1]!;
    count += histogram[k + 2]!;
    if (count < minRows || hess < minHessian) continue;
    if (leaf.count - count < minRows || leaf.hess - hess < minHessian) break;
    const restGrad = leaf.grad - grad;
    const restHess = leaf.hess - hess;
    const score =
      bounds === null
        ? leafScore(grad, hess, l2) + leafScore(restGrad, restHess, l2)
        : boundedScore(grad, hess, l2, bounds) + boundedScore(restGrad, restHess, l2, bounds);
    if (!(score > found.score)) continue;
    found.score = score;
    found.order = order;
    found.size = i + 1;
    found.grad = grad;
    found.hess = hess;
    found.count = count;
  }
}
