import { type Bounds, boundedScore, within } from './bounds.ts';
import { SUMS } from './leaf-sums.ts';
import type { GrowSettings } from './settings.ts';
import { type FoundThreshold, NOTHING, type Sums } from './split.ts';

/**
 * The scan for the best threshold in a leaf whose value is bounded, of a column that may have a direction: as that of
 * kernels/search-thresholds.ts, but children are scored by values held within the bounds, and a threshold against the
 * direction is refused.
 *
 * start: sums that are on the left already; bins 1..last are moved there one by one, of `bins` in all. O(bins).
 */
export function scanWithin(
  histogram: Float64Array,
  last: number,
  bins: number,
  start: Sums,
  leaf: Sums,
  bounds: Bounds,
  direction: number,
  settings: GrowSettings,
  found: FoundThreshold,
): void {
  const { l2, minHessian } = settings;
  const minRows = settings.minRowsPerLeaf * (1 - NOTHING);
  let { grad, hess, count } = start;
  for (let b = 1, k = SUMS; b <= last; b++, k += SUMS) {
    grad += histogram[k]!;
    hess += histogram[k + 1]!;
    count += histogram[k + 2]!;
    if (count < minRows || hess < minHessian) continue;
    const rightHess = leaf.hess - hess;
    if (leaf.count - count < minRows || rightHess < minHessian) break;
    const rightGrad = leaf.grad - grad;
    const score = boundedScore(grad, hess, l2, bounds) + boundedScore(rightGrad, rightHess, l2, bounds);
    if (!(score > found.score)) continue;
    // The last bin parts present from missing, which are in no order.
    if (direction !== 0 && b < bins) {
      const left = within(-grad / (hess + l2), bounds);
      const right = within(-rightGrad / (rightHess + l2), bounds);
      if (direction * (right - left) < 0) continue;
    }
    found.score = score;
    found.lastLeft = b;
    found.grad = grad;
    found.hess = hess;
    found.count = count;
  }
}
