import type { MatrixColumn } from '../../contracts/model.ts';
import type { FeedScorer } from '../../recipe/feed/feed-scorer.ts';
import { PAGE_FEATURES } from '../../recipe/feed/page-features.ts';
import type { Matrix } from '../../table/matrix.ts';

/** [rows x heads] what is said of rows where they stood. */
export function saidOf(score: FeedScorer, x: Matrix, heads: number): Float64Array {
  const out = new Float64Array(x.rows * heads);
  score(x, out);
  return out;
}

/**
 * [rows x heads] what is said of rows as they are ranked: all as if they came to stand first. Learning took notice of where
 * posts stood, so that what is said here is of the posts alone.
 */
export function saidAtFirst(
  score: FeedScorer,
  x: Matrix,
  columns: readonly MatrixColumn[],
  heads: number,
): Float64Array {
  return saidOf(score, withColumns(x, columns, PAGE_FEATURES, 0), heads);
}

/** A copy of rows in which the columns of these names hold one number throughout. */
export function withColumns(
  { rows, cols, data }: Matrix,
  columns: readonly MatrixColumn[],
  names: readonly string[],
  value: number,
): Matrix {
  const out = data.slice();
  columns.forEach(({ name }, c) => {
    if (names.includes(name)) out.fill(value, c * rows, (c + 1) * rows);
  });
  return { rows, cols, data: out };
}
