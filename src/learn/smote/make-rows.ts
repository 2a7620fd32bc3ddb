import type { Run } from '../../contracts/run.ts';
import { type Random, randomInt, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { reservoir } from '../../kernels/reservoir.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';
import { type ClassRows, layOutClass, nearestRows } from './class-rows.ts';
import type { Facets } from './facets.ts';

/** Rows among which neighbours are looked for: more make it slower by their number, and neighbours hardly nearer. */
const MOST_NEIGHBOURS = 5000;

export interface SmoteOptions {
  /** Rows to make. */
  readonly count: number;
  readonly neighbours: number;
}

/**
 * Make up rows of one class, each between a row and one of its nearest neighbours of that class.
 *
 * Amounts lie at one place, by chance, on the line between the two; where either has none, the value is that of the row.
 * Kinds are those that most of the neighbours have. The rows take turns; a class of one row is repeated.
 *
 * members: row numbers of the class in x. Of a class of more than 5,000 rows, neighbours are looked for among 5,000 drawn
 * by chance. O(members x min(members, 5000) x cols). Throws 'train/cancelled'.
 * Source: Chawla et al. 2002, "SMOTE", with SMOTE-NC for nominal columns.
 */
export function makeRows(
  x: Matrix,
  members: Int32Array,
  facets: Facets,
  { count, neighbours }: SmoteOptions,
  r: Random,
  run: Run,
): Matrix {
  const made = matrix(count, x.cols);
  const laid = layOutClass(x, members, facets);
  const among = reservoir(members.length, MOST_NEIGHBOURS, r);
  const turns = shuffle(range(members.length), r);
  const known = new Map<number, Int32Array>();
  for (let n = 0; n < count; n++) {
    run.checkCancelled();
    const base = turns[n % turns.length]!;
    let nearest = known.get(base);
    if (nearest === undefined) {
      nearest = nearestRows(laid, base, among, neighbours);
      known.set(base, nearest);
    }
    const other = nearest.length === 0 ? base : nearest[randomInt(r, nearest.length)]!;
    const share = r();
    const from = members[base]!;
    const to = members[other]!;
    for (const c of facets.amounts) {
      const a = x.data[c * x.rows + from]!;
      const b = x.data[c * x.rows + to]!;
      // Two products rather than a difference, which may be infinite; held between a and b, whatever the rounding.
      const between = Math.max(Math.min(a, b), Math.min(Math.max(a, b), (1 - share) * a + share * b));
      made.data[c * count + n] = Number.isNaN(between) ? a : between;
    }
    facets.kinds.forEach((cols, j) => {
      const most = members[mostCommon(laid, nearest, j) ?? base]!;
      for (const c of cols) made.data[c * count + n] = x.data[c * x.rows + most]!;
    });
  }
  return made;
}

/** The nearest of the rows that have the commonest combination of kind j; undefined when there are none. */
function mostCommon({ kinds, kindCols }: ClassRows, rows: Int32Array, j: number): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const row of rows) {
    let votes = 0;
    for (const other of rows) if (kinds[row * kindCols + j] === kinds[other * kindCols + j]) votes++;
    if (votes <= most) continue;
    most = votes;
    best = row;
  }
  return best;
}
