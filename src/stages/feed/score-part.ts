import type { MatrixColumn } from '../../contracts/model.ts';
import type { FeedScorer } from '../../recipe/feed/feed-scorer.ts';
import { NEUTRAL_POSITION, POSITION_FEATURE } from '../../recipe/feed/reader-features.ts';
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
  const column = columns.findIndex(({ name }) => name === POSITION_FEATURE);
  if (column < 0) return saidOf(score, x, heads);
  const places = x.data.subarray(column * x.rows, (column + 1) * x.rows);
  const were = places.slice();
  places.fill(NEUTRAL_POSITION);
  const out = saidOf(score, x, heads);
  places.set(were);
  return out;
}
