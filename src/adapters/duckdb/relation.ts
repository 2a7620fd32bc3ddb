import type { Relation } from '../../contracts/dataset.ts';
import { spearman } from '../../kernels/correlation.ts';
import { type Column, columnRows } from '../../table/column.ts';
import { type Groups, groupsOf } from './column-groups.ts';

/** Groups of a number that a plot shows. */
const SHOWN_GROUPS = 10;
/** Values of a category that a plot shows. */
const SHOWN_VALUES = 20;
const MOST_GROUPS = 64;

/**
 * How strongly one column alone tells the target; null where the target is text.
 *
 * The rule judged is "the mean target of rows with such a value", learned on one half of the rows and judged on the
 * other, so that a column of unique values tells nothing. Missing is a value like others. Target and column [rows]; the
 * target is never missing. O(rows log rows), deterministic.
 */
export function relationOf(column: Column, target: Column): Relation | null {
  if (target.form === 'text') return null;
  const rows = columnRows(column);
  const shares = Math.max(2, Math.min(MOST_GROUPS, Math.round(Math.sqrt(rows) / 2)));
  const groups = groupsOf(column, shares, MOST_GROUPS);
  if (target.form === 'category' && target.dictionary.length > 2)
    return { measure: 'v', strength: cramersV(groups, target.codes, target.dictionary.length) };
  const y = target.form === 'number' ? target.values : Float64Array.from(target.codes);
  const means = groupMeans(column, y);
  const crossed = crossFitted(groups, y);
  if (target.form === 'category')
    return { measure: 'auc', strength: Math.max(0, 2 * aucOf(crossed, y) - 1), means };
  const monotone = column.form === 'number' ? Math.abs(spearmanOfPresent(column.values, y)) : 0;
  return { measure: 'r', strength: Math.max(monotone, spearman(crossed, y), 0), means };
}

/** Which half of the rows a row learns for: a hash of its number, so that no order of the rows is in step with it. */
const halfOf = (row: number): number => Math.imul(row + 1, 0x9e3779b1) >>> 31;

/** [rows] mean target of the row's group over the other half, drawn to the mean of all by one row's weight. */
function crossFitted(groups: Groups, y: Float64Array): Float64Array {
  const count = groups.labels.length;
  const sums = [new Float64Array(count), new Float64Array(count)];
  const sizes = [new Float64Array(count), new Float64Array(count)];
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const half = halfOf(i);
    sums[half]![groups.of[i]!]! += y[i]!;
    sizes[half]![groups.of[i]!]!++;
    total += y[i]! / y.length;
  }
  const out = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) {
    const other = 1 - halfOf(i);
    const g = groups.of[i]!;
    out[i] = (sums[other]![g]! + total) / (sizes[other]![g]! + 1);
  }
  return out;
}

/** P(score of a positive row > that of a negative one), ties counting half; 0.5 when a class has no row. */
function aucOf(scores: Float64Array, y: Float64Array): number {
  // Scores take few values: count the rows of each instead of sorting them all.
  const counts = new Map<number, [negatives: number, positives: number]>();
  for (let i = 0; i < y.length; i++) {
    let count = counts.get(scores[i]!);
    if (count === undefined) {
      count = [0, 0];
      counts.set(scores[i]!, count);
    }
    count[y[i] === 1 ? 1 : 0]++;
  }
  let below = 0;
  let wins = 0;
  let positives = 0;
  for (const [, [negative, positive]] of [...counts].sort((a, b) => a[0] - b[0])) {
    wins += positive * (below + negative / 2);
    below += negative;
    positives += positive;
  }
  return below === 0 || positives === 0 ? 0.5 : wins / (below * positives);
}

function spearmanOfPresent(values: Float64Array, y: Float64Array): number {
  const present = (_: number, i: number): boolean => !Number.isNaN(values[i]!);
  return spearman(values.filter(present), y.filter(present));
}

/** Source: Bergsma 2013, "A bias-correction for Cramer's V and Tschuprow's T". */
function cramersV(groups: Groups, codes: Int32Array, classes: number): number {
  const n = codes.length;
  const cells = new Float64Array(groups.labels.length * classes);
  const byGroup = new Float64Array(groups.labels.length);
  const byClass = new Float64Array(classes);
  for (let i = 0; i < n; i++) {
    cells[groups.of[i]! * classes + codes[i]!]!++;
    byGroup[groups.of[i]!]!++;
    byClass[codes[i]!]!++;
  }
  let phi2 = -1;
  for (let g = 0; g < byGroup.length; g++)
    for (let k = 0; k < classes; k++)
      if (cells[g * classes + k]! > 0) phi2 += cells[g * classes + k]! ** 2 / (byGroup[g]! * byClass[k]!);
  const r = byGroup.filter((size) => size > 0).length;
  const k = byClass.filter((size) => size > 0).length;
  if (r < 2 || k < 2 || n < 2) return 0;
  const corrected = Math.max(0, phi2 - ((r - 1) * (k - 1)) / (n - 1));
  const least = Math.min(r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)) - 1;
  return least <= 0 ? 0 : Math.min(1, Math.sqrt(corrected / least));
}

/** Mean target by group, for a plot: shares of a number in order, a category's most frequent values. */
function groupMeans(column: Column, y: Float64Array): NonNullable<Relation['means']> {
  const { of, labels } = groupsOf(column, SHOWN_GROUPS);
  const sums = new Float64Array(labels.length);
  const sizes = new Float64Array(labels.length);
  for (let i = 0; i < y.length; i++) {
    sums[of[i]!]! += y[i]!;
    sizes[of[i]!]!++;
  }
  const means = labels.flatMap((label, g) =>
    sizes[g] === 0 ? [] : [{ label, mean: sums[g]! / sizes[g]!, count: sizes[g]! }],
  );
  return column.form === 'category'
    ? means.toSorted((a, b) => b.count - a.count).slice(0, SHOWN_VALUES)
    : means;
}
