import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { type Random, random, randomInt, seedFor } from '../../kernels/random.ts';
import type { Matrix } from '../../table/matrix.ts';
import { averagePath } from './average-path.ts';

export interface IsolationSettings {
  readonly trees: number;
  /** Rows that each tree is grown on, as a sum of weights. */
  readonly sampleRows: number;
}

/**
 * A forest of isolation trees, node after node; the first of each tree stands in `roots`.
 *
 * column [nodes] that a node asks for, or -1 for a leaf; cut [nodes]: a value up to it goes left; right [nodes] where the
 * right child stands, the left one stands next; missingLeft [nodes] 1 where a missing value goes left; path [nodes] of a
 * leaf its depth, and the depth that its rows would have added.
 */
export interface IsolationForest extends State {
  /** usualPath: the mean path among random values, which is a score of 0.5. */
  readonly facts: { readonly usualPath: number };
  readonly arrays: {
    readonly roots: Int32Array;
    readonly column: Int32Array;
    readonly cut: Float64Array;
    readonly right: Int32Array;
    readonly missingLeft: Uint8Array;
    readonly path: Float64Array;
  };
}

/**
 * Grow trees that part a few rows each by random cuts, until each row is alone: one that is soon alone stands apart.
 *
 * x [rows x cols], NaN = missing, which goes to a side drawn for each cut; weights [rows] or null = all 1. Each tree has
 * rows of its own, drawn alike and at most once; with weights by their weight, and then a row may be drawn again. Where
 * all rows suffice they are taken as they are. Throws 'train/cancelled'. O(trees sampleRows cols log sampleRows).
 * Source: Liu, Ting and Zhou 2008, "Isolation forest".
 */
export function growIsolationForest(
  x: Matrix,
  weights: Float64Array | null,
  { trees, sampleRows }: IsolationSettings,
  run: Run,
): IsolationForest {
  const total = weights === null ? x.rows : weights.reduce((a, b) => a + b, 0);
  const size = Math.min(sampleRows, total);
  const draw = sampler(x.rows, weights, total, sampleRows);
  const grower = new Grower(x, Math.ceil(Math.log2(Math.max(size, 2))));
  const roots = new Int32Array(trees);
  for (let t = 0; t < trees; t++) {
    run.checkCancelled();
    const r = random(seedFor(run.seed, `isolation tree ${t}`));
    const { rows, each } = draw(r);
    roots[t] = grower.grow(rows, each, r);
    run.progress((t + 1) / trees);
  }
  return { facts: { usualPath: averagePath(size) }, arrays: { roots, ...grower.arrays() } };
}

interface Drawn {
  readonly rows: Int32Array;
  /** [all rows] what each counts for; null = 1. */
  readonly each: Float64Array | null;
}

/** Draws the rows of one tree. */
function sampler(
  rows: number,
  weights: Float64Array | null,
  total: number,
  sampleRows: number,
): (r: Random) => Drawn {
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  if (total <= sampleRows) return () => ({ rows: all.slice(), each: weights });
  if (weights === null)
    return (r) => {
      // Fisher-Yates as far as it is needed; the order that is left is as good for the next tree.
      for (let i = 0; i < sampleRows; i++) {
        const j = i + randomInt(r, rows - i);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      return { rows: all.slice(0, sampleRows), each: null };
    };
  const sums = new Float64Array(rows);
  let sum = 0;
  for (let i = 0; i < rows; i++) sums[i] = sum += weights[i]!;
  return (r) => ({
    rows: Int32Array.from({ length: sampleRows }, () => firstAbove(sums, r() * total)),
    each: null,
  });
}

/** The first place of an ascending list whose value is above v; the last where none is. */
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

/** Grows trees into lists of nodes. */
class Grower {
  private readonly x: Matrix;
  private readonly deepest: number;
  private readonly column: number[] = [];
  private readonly cut: number[] = [];
  private readonly right: number[] = [];
  private readonly missingLeft: number[] = [];
  private readonly path: number[] = [];
  /** Of the rows at hand: the columns that vary, and of each column its ends. */
  private readonly varying: Int32Array;
  private readonly least: Float64Array;
  private readonly largest: Float64Array;

  constructor(x: Matrix, deepest: number) {
    this.x = x;
    this.deepest = deepest;
    this.varying = new Int32Array(x.cols);
    this.least = new Float64Array(x.cols);
    this.largest = new Float64Array(x.cols);
  }

  /** @returns the root of a tree over these rows. */
  grow(rows: Int32Array, each: Float64Array | null, r: Random): number {
    const { deepest, column, cut, right, missingLeft, path } = this;
    const add = (from: number, to: number, depth: number): number => {
      const node = column.length;
      const found = depth < deepest && to - from > 1 ? this.chooseCut(rows, from, to, r) : null;
      column.push(found?.column ?? -1);
      cut.push(found?.at ?? 0);
      missingLeft.push(Number(found?.missingLeft ?? false));
      right.push(0);
      path.push(0);
      if (found === null) {
        let size = to - from;
        if (each !== null) {
          size = 0;
          for (let i = from; i < to; i++) size += each[rows[i]!]!;
        }
        path[node] = depth + averagePath(size);
        return node;
      }
      const middle = this.part(rows, from, to, found);
      add(from, middle, depth + 1);
      right[node] = add(middle, to, depth + 1);
      return node;
    };
    return add(0, rows.length, 0);
  }

  arrays(): Omit<IsolationForest['arrays'], 'roots'> {
    const { column, cut, right, missingLeft, path } = this;
    return {
      column: Int32Array.from(column),
      cut: Float64Array.from(cut),
      right: Int32Array.from(right),
      missingLeft: Uint8Array.from(missingLeft),
      path: Float64Array.from(path),
    };
  }

  /** A column drawn among those that vary in these rows, and a value between its least and largest; null where none does. */
  private chooseCut(rows: Int32Array, from: number, to: number, r: Random): Cut | null {
    const { data, rows: all } = this.x;
    const { varying, least, largest } = this;
    let count = 0;
    for (let column = 0; column < this.x.cols; column++) {
      let low = Infinity;
      let high = -Infinity;
      for (let i = from; i < to; i++) {
        const v = data[column * all + rows[i]!]!;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      if (!(low < high)) continue;
      varying[count++] = column;
      least[column] = low;
      largest[column] = high;
    }
    if (count === 0) return null;
    const column = varying[randomInt(r, count)]!;
    const share = r();
    const at = least[column]! * (1 - share) + largest[column]! * share;
    return { column, at: at < largest[column]! ? at : least[column]!, missingLeft: r() < 0.5 };
  }

  /** Rows that go left first. @returns where the others begin. */
  private part(rows: Int32Array, from: number, to: number, { column, at, missingLeft }: Cut): number {
    const { data, rows: all } = this.x;
    let middle = from;
    for (let i = from; i < to; i++) {
      const v = data[column * all + rows[i]!]!;
      if (!(v <= at || (missingLeft && Number.isNaN(v)))) continue;
      [rows[i], rows[middle]] = [rows[middle]!, rows[i]!];
      middle++;
    }
    return middle;
  }
}

interface Cut {
  readonly column: number;
  readonly at: number;
  readonly missingLeft: boolean;
}
