import { hashColumn, murmur3 } from '../../kernels/murmur3.ts';
import { quantile, sortedPresent } from '../../kernels/quantile.ts';
import { eachWord } from '../../kernels/words.ts';
import type { Column } from '../../table/column.ts';

/** Terms that a column of attributes can have: they are hashed, so that words that nobody has met need no dictionary. */
export const TERMS = 2 ** 16;

/** Values of a number that it is told by; a number between two of them is both, in proportion. */
const MOST_KNOTS = 8;

/** Where the numbers of a column stand: their quantiles, each once, ascending. Empty of all other columns. */
export function knotsOf(column: Column): Float64Array {
  if (column.form !== 'number') return new Float64Array(0);
  const sorted = sortedPresent(column.values);
  if (sorted.length === 0) return new Float64Array(0);
  const at = Array.from({ length: MOST_KNOTS }, (_, k) => quantile(sorted, k / (MOST_KNOTS - 1)));
  return Float64Array.from(new Set(at));
}

/**
 * Visit what an item is, in one column: the tags of a category ("Comedy|Drama" has two), the words of a text, the knots
 * about a number. Counts are 1, and of a number the share of each knot. A missing value, or an unseen category, has none.
 */
export function eachTerm(
  column: Column,
  row: number,
  knots: Float64Array,
  visit: (term: number, count: number) => void,
): void {
  if (column.form === 'number') eachKnot(column.values[row]!, knots, visit);
  else if (column.form === 'text') {
    const text = column.values[row];
    if (typeof text === 'string')
      eachWord(text.toLowerCase(), (lower, start, end) =>
        visit(hashColumn(murmur3(lower, start, end), TERMS), 1),
      );
  } else {
    const value = column.dictionary[column.codes[row]!];
    if (value === undefined) return;
    for (const tag of new Set(value.split('|'))) visit(hashColumn(murmur3(tag, 0, tag.length), TERMS), 1);
  }
}

function eachKnot(value: number, knots: Float64Array, visit: (term: number, count: number) => void): void {
  const last = knots.length - 1;
  if (last < 0 || Number.isNaN(value)) return;
  const above = knots.findIndex((knot) => knot >= value);
  if (above <= 0) {
    visit(above < 0 ? last : 0, 1);
    return;
  }
  const [low, high] = [knots[above - 1]!, knots[above]!];
  // Halves, so that the span of two huge values stays finite.
  const share = (value / 2 - low / 2) / (high / 2 - low / 2);
  if (share < 1) visit(above - 1, 1 - share);
  if (share > 0) visit(above, share);
}
