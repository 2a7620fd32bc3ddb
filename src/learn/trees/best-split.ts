import type { ColumnBins } from './bins.ts';
import { bestCategorySplit } from './category-split.ts';
import type { GrowSettings } from './settings.ts';
import { leafScore, type Split, type Sums } from './split.ts';
import { bestThreshold } from './threshold-split.ts';

/** Gains below this share of the leaf's own score are rounding, not structure. */
const ROUNDING = 1e-10;

/**
 * The split with the highest gain over the given columns, or null when none is allowed or gains anything.
 *
 * Ties go to the earlier column and the lower bin. O(bins of the columns).
 */
export function bestSplit(
  histogram: Float64Array,
  offset: Int32Array,
  columns: Int32Array,
  bins: readonly ColumnBins[],
  leaf: Sums,
  settings: GrowSettings,
): Split | null {
  const parent = leafScore(leaf.grad, leaf.hess, settings.l2);
  let mustBeat = parent + Math.max(ROUNDING * parent, Number.MIN_VALUE);
  let best: Split | null = null;
  for (let i = 0; i < columns.length; i++) {
    const c = columns[i]!;
    const { kind, count } = bins[c]!;
    const search = kind === 'number' ? bestThreshold : bestCategorySplit;
    const split = search(histogram, offset[c]!, count, c, leaf, { parent, mustBeat }, settings);
    if (split === null) continue;
    best = split;
    mustBeat = parent + split.gain;
  }
  return best;
}
