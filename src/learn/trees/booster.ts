import { drawShare } from '../../kernels/draw-share.ts';
import { type Random, random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { BinnedMatrix, ColumnBins } from './bins.ts';
import { Grower } from './grow.ts';
import type { GrownTree } from './grown-tree.ts';
import { histogramOffsets } from './histogram.ts';
import type { Loss, Truth } from './losses/loss.ts';
import { renewLeaves } from './renew-leaves.ts';
import type { BoostSettings } from './settings.ts';

/** Rows in bins, with their truth. */
export interface BinnedRows extends Truth {
  readonly x: BinnedMatrix;
}

/** Adds one round of trees after another: each round fits the gradient of the loss at the scores so far. */
export class Booster {
  private readonly data: BinnedRows;
  private readonly bins: readonly ColumnBins[];
  private readonly loss: Loss;
  private readonly settings: BoostSettings;
  /** Rows that trees are grown on, ascending. */
  private readonly rows: Int32Array;
  private readonly columns: Int32Array;
  private readonly grower: Grower;
  private readonly r: Random;
  private readonly scores: Float64Array;
  private readonly grad: Float64Array;
  private readonly hess: Float64Array;
  private readonly weight: Float64Array;

  constructor(
    data: BinnedRows,
    rows: Int32Array,
    bins: readonly ColumnBins[],
    base: Float64Array,
    loss: Loss,
    settings: BoostSettings,
    seed: number,
    checkCancelled: () => void,
  ) {
    const n = data.x.rows;
    this.data = data;
    this.rows = rows;
    this.bins = bins;
    this.loss = loss;
    this.settings = settings;
    this.columns = range(bins.length).filter((c) => hasChoice(data.x, c));
    const offset = histogramOffsets(bins);
    this.grower = new Grower({ x: data.x, bins, offset, settings, checkCancelled });
    this.r = random(seedFor(seed, 'trees'));
    this.scores = startScores(base, n);
    this.grad = new Float64Array(loss.outputs * n);
    this.hess = new Float64Array(loss.outputs * n);
    this.weight = data.weights ?? new Float64Array(n).fill(1);
  }

  /** Whether a round sees only a share of rows or columns: then a later one may split where this one could not. */
  get sampled(): boolean {
    return this.settings.rowShare < 1 || this.settings.columnShare < 1;
  }

  /** Grow one tree for each output and add them to the scores. */
  round(): GrownTree[] {
    const { data, loss, settings } = this;
    const n = data.x.rows;
    loss.derive(data, this.scores, this.grad, this.hess);
    const { drawn: rows, rest } = drawShare(this.rows, settings.rowShare, this.r);
    const columns = drawShare(this.columns, settings.columnShare, this.r).drawn;
    const trees: GrownTree[] = [];
    for (let k = 0; k < loss.outputs; k++) {
      const grad = this.grad.subarray(k * n, (k + 1) * n);
      const hess = this.hess.subarray(k * n, (k + 1) * n);
      const tree = this.grower.grow({ grad, hess, weight: this.weight }, rows, columns);
      if (loss.renew !== undefined) this.renew(tree, loss.renew);
      tree.shrink(settings.learningRate, loss.maxStep);
      this.addTree(tree, this.scores.subarray(k * n, (k + 1) * n), rest);
      trees.push(tree);
    }
    return trees;
  }

  /** Give the leaves of a tree the values that its loss asks for. */
  private renew(tree: GrownTree, step: NonNullable<Loss['renew']>): void {
    const { data, scores, grower, settings } = this;
    const rows = { order: grower.leafOrder, y: data.y, weights: data.weights, scores };
    renewLeaves(tree, rows, step, this.bins, settings.directions);
  }

  /** Add a tree to the scores of the rows that it was grown on, and of the rest, that it has not seen. */
  private addTree(tree: GrownTree, scores: Float64Array, rest: Int32Array): void {
    const { weight } = this;
    const order = this.grower.leafOrder;
    for (let node = 0; node < tree.nodes; node++) {
      if (tree.left[node] !== 0) continue;
      addToRows(scores, order, tree.start[node]!, tree.end[node]!, tree.value[node]!);
      tree.cover[node] = sumOver(weight, order, tree.start[node]!, tree.end[node]!);
    }
    for (let i = 0; i < rest.length; i++) {
      const row = rest[i]!;
      const node = tree.leafOf(this.data.x, row);
      scores[row] = scores[row]! + tree.value[node]!;
      tree.cover[node] = tree.cover[node]! + weight[row]!;
    }
    tree.sumCover();
  }
}

function addToRows(scores: Float64Array, order: Int32Array, start: number, end: number, value: number): void {
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    scores[row] = scores[row]! + value;
  }
}

function sumOver(weight: Float64Array, order: Int32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += weight[order[i]!]!;
  return sum;
}

/** [outputs * rows] every row at the base score. */
export function startScores(base: Float64Array, rows: number): Float64Array {
  const scores = new Float64Array(base.length * rows);
  base.forEach((b, k) => {
    scores.fill(b, k * rows, (k + 1) * rows);
  });
  return scores;
}

/** Whether rows differ in the bin of this column. */
function hasChoice(x: BinnedMatrix, column: number): boolean {
  const from = column * x.rows;
  for (let i = from + 1; i < from + x.rows; i++) if (x.codes[i] !== x.codes[from]) return true;
  return false;
}
