import { SUMS } from './histogram.ts';
import type { GrowSettings } from './settings.ts';
import { leafScore, NOTHING, type Split, type SplitLimits, type Sums } from './split.ts';

/** Categories that a sorted set may name at most: larger ones are found from the other end or fit noise. */
const LARGEST_SET = 32;

/** The sets tried so far: the best one's score and sums, and which bins it names. */
interface Found {
  score: number;
  left: Sums | null;
  readonly named: Uint8Array;
}

/**
 * The best set of categories to send left; the rest, and categories that this leaf has never met, go right.
 *
 * Few categories: one against the rest. More: sorted by gradient over Hessian, of which the best set is a prefix from
 * either end (Fisher 1958; Ke et al. 2017, LightGBM). Missing is a category like others where there is enough of it;
 * where there is none, it goes with the larger child.
 *
 * histogram [SUMS * ..] sums by bin, this column's from bin `at`. O(bins log bins).
 */
export function bestCategorySplit(
  histogram: Float64Array,
  at: number,
  bins: number,
  column: number,
  leaf: Sums,
  limits: SplitLimits,
  settings: GrowSettings,
): Split | null {
  const found: Found = { score: limits.mustBeat, left: null, named: new Uint8Array(256) };
  const met: number[] = [];
  const common: number[] = [];
  for (let b = 0; b <= bins; b++) {
    const count = histogram[(at + b) * SUMS + 2]!;
    if (count > NOTHING * leaf.count) met.push(b);
    if (count >= settings.minRowsPerCategory) common.push(b);
  }
  if (met.length < 2) return null;
  if (met.length <= settings.oneVsRest) tryEach(histogram, at, met, leaf, settings, found);
  else trySorted(histogram, at, common, met.length, leaf, settings, found);
  if (found.left === null) return null;
  const goesLeft = found.named;
  if (met[0] !== 0) goesLeft[0] = found.left.count * 2 > leaf.count ? 1 : 0;
  return { column, gain: found.score - limits.parent, left: found.left, lastLeft: null, goesLeft };
}

function tryEach(
  histogram: Float64Array,
  at: number,
  met: readonly number[],
  leaf: Sums,
  settings: GrowSettings,
  found: Found,
): void {
  for (const b of met) {
    const k = (at + b) * SUMS;
    const left = { grad: histogram[k]!, hess: histogram[k + 1]!, count: histogram[k + 2]! };
    const score = scoreOf(left, leaf, settings, settings.l2);
    if (!(score > found.score)) continue;
    found.score = score;
    found.left = left;
    found.named.fill(0)[b] = 1;
  }
}

function trySorted(
  histogram: Float64Array,
  at: number,
  common: readonly number[],
  met: number,
  leaf: Sums,
  settings: GrowSettings,
  found: Found,
): void {
  const slope = (b: number): number => {
    const k = (at + b) * SUMS;
    return histogram[k]! / (histogram[k + 1]! + settings.categorySmoothing);
  };
  const sorted = [...common].sort((a, b) => slope(a) - slope(b) || a - b);
  // A set of all that were met is no split; a set of more than half is the other end's business.
  const most = Math.min(LARGEST_SET, Math.ceil(sorted.length / 2), met - 1);
  for (const order of [sorted, sorted.toReversed()]) {
    let left: Sums = { grad: 0, hess: 0, count: 0 };
    for (let i = 0; i < most; i++) {
      const k = (at + order[i]!) * SUMS;
      left = {
        grad: left.grad + histogram[k]!,
        hess: left.hess + histogram[k + 1]!,
        count: left.count + histogram[k + 2]!,
      };
      const score = scoreOf(left, leaf, settings, settings.l2 + settings.categoryL2);
      if (!(score > found.score)) continue;
      found.score = score;
      found.left = left;
      found.named.fill(0);
      for (let j = 0; j <= i; j++) found.named[order[j]!] = 1;
    }
  }
}

/** Score of both children, or NaN when one of them is too small. */
function scoreOf(left: Sums, leaf: Sums, settings: GrowSettings, l2: number): number {
  const minRows = settings.minRowsPerLeaf * (1 - NOTHING);
  const rightHess = leaf.hess - left.hess;
  if (left.count < minRows || leaf.count - left.count < minRows) return Number.NaN;
  if (left.hess < settings.minHessian || rightHess < settings.minHessian) return Number.NaN;
  return leafScore(left.grad, left.hess, l2) + leafScore(leaf.grad - left.grad, rightHess, l2);
}
