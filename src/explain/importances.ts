import type { Evaluation } from '../contracts/evaluation.ts';
import type { MatrixColumn } from '../contracts/model.ts';

/**
 * Importances of matrix columns, summed by the column of the table that they come from; strongest first, ties by name.
 *
 * shares [matrix columns] >= 0. Result sums to 1, or is null when nothing was learned (all shares are 0).
 */
export function importancesBySource(
  columns: readonly MatrixColumn[],
  shares: Float64Array,
): Evaluation['importances'] {
  const bySource = new Map<string, number>();
  let total = 0;
  columns.forEach(({ source }, c) => {
    bySource.set(source, (bySource.get(source) ?? 0) + shares[c]!);
    total += shares[c]!;
  });
  if (!(total > 0)) return null;
  return [...bySource]
    .map(([column, share]) => ({ column, share: share / total }))
    .sort((a, b) => b.share - a.share || (a.column < b.column ? -1 : 1));
}
