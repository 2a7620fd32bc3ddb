import type { ColumnBins } from './bins.ts';
import { type Bounds, boundedScore } from './bounds.ts';
import { bestCategorySplit } from './category-split.ts';
import type { LeafSums } from './leaf-sums.ts';
import type { GrowSettings } from './settings.ts';
import { leafScore, NOTHING, type Split, type Sums } from './split.ts';
import { boundedThreshold, foundThreshold, gainFound } from './threshold-split.ts';

/** Gains below this share of the leaf's own score are rounding, not structure. */
const ROUNDING = 1e-10;

/**
 * The split with the highest gain over the given columns, or null when none is allowed or gains anything.
 *
 * bounds: of the values of the leaf and its children; null where no column of the fit has a direction.
 * Ties go to the earlier column and the lower bin. O(bins of the columns).
 */
export function bestSplit(
  sums: LeafSums,
  columns: Int32Array,
  bins: readonly ColumnBins[],
  leaf: Sums,
  settings: GrowSettings,
  bounds: Bounds | null = null,
): Split | null {
  const { l2, directions } = settings;
  const parent =
    bounds === null ? leafScore(leaf.grad, leaf.hess, l2) : boundedScore(leaf.grad, leaf.hess, l2, bounds);
  let mustBeat = parent + Math.max(ROUNDING * Math.abs(parent), Number.MIN_VALUE);
  const free = bounds === null ? sums.thresholds(columns, limitsOf(leaf, settings, mustBeat)) : null;
  let best: Split | null = null;
  /** Place of the column whose threshold is best so far; it becomes a split when no other is better. */
  let place = -1;
  for (let i = 0; i < columns.length; i++) {
    const c = columns[i]!;
    const { kind, count } = bins[c]!;
    if (kind === 'number' && free !== null) {
      const gain = gainFound(free, i, parent, mustBeat);
      if (gain === null) continue;
      place = i;
      mustBeat = parent + gain;
      continue;
    }
    const limits = { parent, mustBeat, bounds, direction: directions?.[c] ?? 0 };
    const split =
      kind === 'category'
        ? bestCategorySplit(sums.of(c), count, c, leaf, limits, settings)
        : boundedThreshold(sums.of(c), count, c, leaf, { ...limits, bounds: bounds! }, settings);
    if (split === null) continue;
    place = -1;
    best = split;
    mustBeat = parent + split.gain;
  }
  return place < 0 ? best : foundThreshold(free!, place, columns[place]!, parent);
}

/** Sums of fractional weights round; a leaf of exactly the least rows must not fail by the last bit. */
function limitsOf({ grad, hess, count }: Sums, settings: GrowSettings, mustBeat: number): number[] {
  const { l2, minHessian, minRowsPerLeaf } = settings;
  return [grad, hess, count, l2, minHessian, minRowsPerLeaf * (1 - NOTHING), mustBeat, NOTHING * count];
}
