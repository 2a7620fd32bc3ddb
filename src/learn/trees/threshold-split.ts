import { scanWithin } from './bounded-scan.ts';
import { SUMS } from './histogram.ts';
import type { GrowSettings } from './settings.ts';
import { type FoundThreshold, NOTHING, type Split, type SplitLimits, type Sums } from './split.ts';

/**
 * The best threshold of a number column, missing values tried on either side.
 *
 * histogram [SUMS x (1 + bins)] sums by bin: missing, then 1..bins in the order of their values.
 * When the leaf holds no missing value, one met later goes with the larger child. O(bins).
 */
export function bestThreshold(
  histogram: Float64Array,
  bins: number,
  column: number,
  leaf: Sums,
  limits: SplitLimits,
  settings: GrowSettings,
): Split | null {
  const hasMissing = histogram[2]! > NOTHING * leaf.count;
  const found: FoundThreshold = {
    score: limits.mustBeat,
    lastLeft: 0,
    missingLeft: false,
    grad: 0,
    hess: 0,
    count: 0,
  };
  // With missing values on the right, the last bin may end the left side: present against missing.
  const last = hasMissing ? bins : bins - 1;
  const { bounds, direction } = limits;
  const look = (to: number, grad: number, hess: number, count: number): void =>
    bounds === null
      ? scan(histogram, SUMS, to, grad, hess, count, leaf, settings, found)
      : scanWithin(
          histogram,
          SUMS,
          to,
          bins,
          { grad, hess, count },
          leaf,
          bounds,
          direction,
          settings,
          found,
        );
  look(last, 0, 0, 0);
  if (hasMissing) {
    const before = found.score;
    look(bins - 1, histogram[0]!, histogram[1]!, histogram[2]!);
    found.missingLeft = found.score > before;
  }
  if (found.lastLeft === 0) return null;
  const goesLeft = new Uint8Array(256).fill(1, 1, found.lastLeft + 1);
  const larger = found.count * 2 > leaf.count;
  goesLeft[0] = (hasMissing ? found.missingLeft : larger) ? 1 : 0;
  return {
    column,
    gain: found.score - limits.parent,
    left: { grad: found.grad, hess: found.hess, count: found.count },
    lastLeft: found.lastLeft,
    goesLeft,
  };
}

/** Move bins 1..last to the left one by one, from the given sums on, and keep the best place to stop. */
function scan(
  histogram: Float64Array,
  from: number,
  last: number,
  grad: number,
  hess: number,
  count: number,
  leaf: Sums,
  settings: GrowSettings,
  found: FoundThreshold,
): void {
  const { grad: totalGrad, hess: totalHess, count: totalCount } = leaf;
  const { l2, minHessian } = settings;
  // Sums of fractional weights round; a leaf of exactly the least rows must not fail by the last bit.
  const minRows = settings.minRowsPerLeaf * (1 - NOTHING);
  let left = grad;
  let leftHess = hess;
  let leftCount = count;
  for (let b = 1, k = from; b <= last; b++, k += SUMS) {
    left += histogram[k]!;
    leftHess += histogram[k + 1]!;
    leftCount += histogram[k + 2]!;
    if (leftCount < minRows || leftHess < minHessian) continue;
    const rightHess = totalHess - leftHess;
    if (totalCount - leftCount < minRows || rightHess < minHessian) break;
    const right = totalGrad - left;
    const score = (left * left) / (leftHess + l2) + (right * right) / (rightHess + l2);
    if (score <= found.score) continue;
    found.score = score;
    found.lastLeft = b;
    found.grad = left;
    found.hess = leftHess;
    found.count = leftCount;
  }
}
