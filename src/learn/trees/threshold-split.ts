import { FOUND } from '../../kernels/search-thresholds.ts';
import { scanWithin } from './bounded-scan.ts';
import type { Bounds } from './bounds.ts';
import type { GrowSettings } from './settings.ts';
import { type FoundThreshold, NOTHING, type Split, type SplitLimits, type Sums } from './split.ts';

/** What the threshold gains that a search found at place i of its columns; null when there is none or it beats nothing. */
export function gainFound(found: Float64Array, i: number, parent: number, mustBeat: number): number | null {
  const score = found[i * FOUND]!;
  return found[i * FOUND + 1] === 0 || !(score > mustBeat) ? null : score - parent;
}

/** The threshold that a search found at place i of its columns, where there is one. */
export function foundThreshold(found: Float64Array, i: number, column: number, parent: number): Split {
  const at = i * FOUND;
  const left = { grad: found[at + 3]!, hess: found[at + 4]!, count: found[at + 5]! };
  return splitAt(column, found[at]! - parent, left, found[at + 1]!, found[at + 2] === 1);
}

/**
 * The best threshold of a number column of a leaf whose value is bounded, missing values tried on either side.
 *
 * histogram [SUMS x (1 + bins)] sums by bin: missing, then 1..bins in the order of their values.
 * When the leaf holds no missing value, one met later goes with the larger child. O(bins).
 */
export function boundedThreshold(
  histogram: Float64Array,
  bins: number,
  column: number,
  leaf: Sums,
  limits: SplitLimits & { readonly bounds: Bounds },
  settings: GrowSettings,
): Split | null {
  const hasMissing = histogram[2]! > NOTHING * leaf.count;
  const { parent, mustBeat, bounds, direction } = limits;
  const found: FoundThreshold = { score: mustBeat, lastLeft: 0, grad: 0, hess: 0, count: 0 };
  const look = (to: number, sums: Sums): void =>
    scanWithin(histogram, to, bins, sums, leaf, bounds, direction, settings, found);
  // With missing values on the right, the last bin may end the left side: present against missing.
  look(hasMissing ? bins : bins - 1, { grad: 0, hess: 0, count: 0 });
  const before = found.score;
  if (hasMissing) look(bins - 1, { grad: histogram[0]!, hess: histogram[1]!, count: histogram[2]! });
  const { score, lastLeft, ...left } = found;
  if (lastLeft === 0) return null;
  const missingLeft = hasMissing ? score > before : left.count * 2 > leaf.count;
  return splitAt(column, score - parent, left, lastLeft, missingLeft);
}

function splitAt(column: number, gain: number, left: Sums, lastLeft: number, missingLeft: boolean): Split {
  const goesLeft = new Uint8Array(256).fill(1, 1, lastLeft + 1);
  goesLeft[0] = missingLeft ? 1 : 0;
  return { column, gain, left, lastLeft, goesLeft };
}
