import type { ColumnBins } from './bins.ts';
import { type Bounds, boundedScore } from './bounds.ts';
import { bestCategorySplit } from './category-split.ts';
import type { GrowSettings } from './settings.ts';
import { leafScore, type Split, type Sums } from './split.ts';
import { bestThreshold } from './threshold-split.ts';

/** Gains below this share of the leaf's own score are rounding, not structure. */
const ROUNDING = 1e-10;

/**
 * The split with the highest gain over the given columns, or null when none is allowed or gains anything.
 *
 * sumsOf: [SUMS x bins] sums of the leaf by bin of a column, missing first; read before the next is asked for.
 * bounds: of the values of the leaf and its children; null where no column of the fit has a direction.
 * Ties go to the earlier column and the lower bin. O(bins of the columns).
 */
export function bestSplit(
  sumsOf: (column: number) => Float64Array,
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
  let best: Split | null = null;
  for (let i = 0; i < columns.length; i++) {
    const c = columns[i]!;
    const { kind, count } = bins[c]!;
    const search = kind === 'number' ? bestThreshold : bestCategorySplit;
    const limits = { parent, mustBeat, bounds, direction: directions?.[c] ?? 0 };
    const split = search(sumsOf(c), count, c, leaf, limits, settings);
    if (split === null) continue;
    best = split;
    mustBeat = parent + split.gain;
  }
  return best;
}
