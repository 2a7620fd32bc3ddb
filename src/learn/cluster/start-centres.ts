import type { Kernels } from '../../contracts/kernels.ts';
import { ROW_FACTS } from '../../kernels/assign-rows.ts';
import { drawShare } from '../../kernels/draw-share.ts';
import { type Random, randomInt } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { type CentredRows, partsOf, type RowPart } from './centred-rows.ts';

/** How the first centres are chosen. */
export type Start = 'k-means++' | 'random' | 'farthest';

/** Rows among which centres are looked for at least, and rows a centre. */
const LEAST_ROWS = 100_000;
const ROWS_A_CENTRE = 100;

/**
 * k rows as centres [k x cols]. Drawn alike; or by k-means++, each with a chance that grows with its squared distance to
 * those before it, of a few such draws the one that leaves the least distance; or without chance, the row that is farthest
 * from the mean, then always the one farthest from those before (Gonzalez 1985).
 *
 * Of many rows 100,000 are drawn first, or 100 a centre. O(rows x k x cols x log k). Source: Arthur and Vassilvitskii
 * 2007, with the several draws of their section 7, as many as scikit-learn takes.
 */
export function startCentres(
  rows: CentredRows,
  k: number,
  start: Start,
  draw: Random,
  kernels: Kernels,
): Float64Array {
  const { x, cols, facts } = rows;
  if (start === 'farthest') return farthestRows(rows, k, kernels);
  const most = Math.max(LEAST_ROWS, ROWS_A_CENTRE * k);
  const among = drawShare(range(rows.rows), Math.min(1, most / rows.rows), draw).drawn;
  if (start === 'random') return randomRows(rows, among, k, draw);
  return kernels.scope(() => {
    const drawn = kernels.f64(among.length * cols);
    const weights = kernels.f64(among.length);
    among.forEach((row, i) => {
      drawn.set(x.subarray(row * cols, (row + 1) * cols), i * cols);
      weights[i] = facts[row * ROW_FACTS + 1]!;
    });
    return new Seeding(kernels, drawn, weights, cols, k).centres(draw);
  });
}

/** k different rows, while there are so many. */
function randomRows({ x, cols }: CentredRows, among: Int32Array, k: number, draw: Random): Float64Array {
  const left = among.slice();
  const out = new Float64Array(k * cols);
  for (let j = 0; j < k; j++) {
    const at = j < left.length ? j + randomInt(draw, left.length - j) : randomInt(draw, left.length);
    const row = left[at]!;
    if (j < left.length) [left[at], left[j]] = [left[j]!, row];
    out.set(x.subarray(row * cols, (row + 1) * cols), j * cols);
  }
  return out;
}

function farthestRows({ x, rows, cols, parts }: CentredRows, k: number, kernels: Kernels): Float64Array {
  return kernels.scope(() => {
    const out = new Float64Array(k * cols);
    // The mean is at 0; it is no centre itself.
    const centre = kernels.f64(cols);
    const closest = kernels.f64(rows);
    const bring = () => {
      kernels.calls(
        'bringCloser',
        parts.map(({ from, to }) => [x, from, to, cols, centre, closest]),
      );
    };
    closest.fill(Number.MAX_VALUE);
    bring();
    for (let j = 0; j < k; j++) {
      const row = closest.reduce((best, d, r) => (d > closest[best]! ? r : best), 0);
      centre.set(x.subarray(row * cols, (row + 1) * cols));
      out.set(centre, j * cols);
      if (j === 0) closest.fill(Number.MAX_VALUE);
      bring();
    }
    return out;
  });
}

/** The draws of k-means++. */
class Seeding {
  private readonly kernels: Kernels;
  private readonly x: Float64Array;
  private readonly weights: Float64Array;
  private readonly cols: number;
  private readonly k: number;
  private readonly parts: readonly RowPart[];
  private readonly closest: Float64Array;
  private readonly candidates: Float64Array;
  private readonly centre: Float64Array;
  private readonly left: Float64Array;
  private readonly tries: number;

  constructor(kernels: Kernels, x: Float64Array, weights: Float64Array, cols: number, k: number) {
    this.kernels = kernels;
    this.x = x;
    this.weights = weights;
    this.cols = cols;
    this.k = k;
    this.parts = partsOf(weights.length);
    this.tries = 2 + Math.floor(Math.log(k));
    this.closest = kernels.f64(weights.length);
    this.candidates = kernels.f64(this.tries * cols);
    this.centre = kernels.f64(cols);
    this.left = kernels.f64(this.tries * this.parts.length);
  }

  centres(draw: Random): Float64Array {
    const { cols, k, closest, weights } = this;
    const out = new Float64Array(k * cols);
    // Before the first centre all rows are equally far.
    closest.fill(1);
    const chances = new Float64Array(weights.length);
    for (let j = 0; j < k; j++) {
      let total = 0;
      for (let i = 0; i < chances.length; i++) {
        total += weights[i]! * closest[i]!;
        chances[i] = total;
      }
      const rows = Array.from({ length: j === 0 ? 1 : this.tries }, () =>
        firstAbove(chances, draw() * total),
      );
      if (j === 0) closest.fill(Number.MAX_VALUE);
      out.set(this.take(rows.length === 1 ? rows[0]! : this.best(rows)), j * cols);
    }
    return out;
  }

  /** Make a row the next centre. */
  private take(row: number): Float64Array {
    const { kernels, x, cols, parts, centre, closest } = this;
    centre.set(x.subarray(row * cols, (row + 1) * cols));
    kernels.calls(
      'bringCloser',
      parts.map(({ from, to }) => [x, from, to, cols, centre, closest]),
    );
    return centre;
  }

  /** The row that would leave the least distance, the first of equals. */
  private best(rows: readonly number[]): number {
    const { kernels, x, cols, parts, weights, candidates, closest, left } = this;
    rows.forEach((row, c) => {
      candidates.set(x.subarray(row * cols, (row + 1) * cols), c * cols);
    });
    const count = rows.length;
    kernels.calls(
      'weighCandidates',
      parts.map(({ from, to }, p) => [
        ...([x, from, to, cols, weights, candidates, count, closest, left, p * count] as const),
      ]),
    );
    const sums = rows.map((_, c) => parts.reduce((sum, _part, p) => sum + left[p * count + c]!, 0));
    return rows[sums.indexOf(Math.min(...sums))]!;
  }
}

/** The first place of an ascending list whose value is above `v`; the last place where none is. */
function firstAbove(ascending: Float64Array, v: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > v) high = middle;
    else low = middle + 1;
  }
  return low;
}
