import type { Run } from '../../contracts/run.ts';
import { drawShare } from '../../kernels/draw-share.ts';
import { type Random, random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { BinnedMatrix, ColumnBins } from './bins.ts';
import type { BlockRecords } from './block-records.ts';
import { Grower } from './grow.ts';
import type { GrownTree } from './grown-tree.ts';
import type { Loss, Truth } from './losses/loss.ts';
import { renewLeaves } from './renew-leaves.ts';
import type { BoostSettings } from './settings.ts';

/** Rows in bins, with their truth. */
export interface BinnedRows extends Truth {
  readonly x: BinnedMatrix;
}

/** What one fit works with, in bins. */
export interface BoostPlan {
  /** x and weights made by the kernels of the run. */
  readonly data: BinnedRows;
  readonly records: BlockRecords;
  readonly bins: readonly ColumnBins[];
  readonly base: Float64Array;
  readonly loss: Loss;
  readonly settings: BoostSettings;
  readonly run: Run;
}

/** Adds one round of trees after another: each round fits the gradient of the loss at the scores so far. */
export class Booster {
  private readonly plan: BoostPlan;
  /** Rows that trees are grown on, ascending. */
  private readonly rows: Int32Array;
  private readonly columns: Int32Array;
  private readonly grower: Grower;
  private readonly r: Random;
  private readonly scores: Float64Array;
  private readonly grad: Float64Array;
  private readonly hess: Float64Array;
  /** [leaves] weight of the rows of each. */
  private readonly covers: Float64Array;

  constructor(plan: BoostPlan, rows: Int32Array, seed: number) {
    const { data, records, bins, base, loss, settings, run } = plan;
    const { x, weights } = data;
    const { kernels, checkCancelled } = run;
    this.plan = plan;
    this.rows = rows;
    this.columns = range(bins.length).filter((c) => hasChoice(x, c));
    this.grower = new Grower({ kernels, x, records, bins, weights, settings, checkCancelled });
    this.r = random(seedFor(seed, 'trees'));
    this.scores = kernels.f64(loss.outputs * x.rows);
    this.scores.set(startScores(base, x.rows));
    this.grad = kernels.f64(loss.outputs * x.rows);
    this.hess = kernels.f64(loss.outputs * x.rows);
    this.covers = kernels.f64(settings.maxLeaves);
  }

  /** Whether a round sees only a share of rows or columns: then a later one may split where this one could not. */
  get sampled(): boolean {
    const { settings } = this.plan;
    return settings.rowShare < 1 || settings.columnShare < 1;
  }

  /** Grow one tree for each output and add them to the scores. */
  round(): GrownTree[] {
    const { data, loss, settings, run } = this.plan;
    const n = data.x.rows;
    loss.derive(data, this.scores, this.grad, this.hess, run.kernels);
    const { drawn: rows, rest } = drawShare(this.rows, settings.rowShare, this.r);
    const columns = drawShare(this.columns, settings.columnShare, this.r).drawn;
    const trees: GrownTree[] = [];
    for (let k = 0; k < loss.outputs; k++) {
      const grad = this.grad.subarray(k * n, (k + 1) * n);
      const hess = this.hess.subarray(k * n, (k + 1) * n);
      const tree = this.grower.grow({ grad, hess }, rows, columns);
      if (loss.renew !== undefined) this.renew(tree, loss.renew);
      tree.shrink(settings.learningRate, loss.maxStep);
      this.addTree(tree, k * n, rest);
      trees.push(tree);
    }
    return trees;
  }

  /** Give the leaves of a tree the values that its loss asks for. */
  private renew(tree: GrownTree, step: NonNullable<Loss['renew']>): void {
    const { scores, grower } = this;
    const { data, bins, settings } = this.plan;
    const rows = { order: grower.leafOrder, y: data.y, weights: data.weights, scores };
    renewLeaves(tree, rows, step, bins, settings.directions);
  }

  /** Add a tree to the scores [at ..] of the rows that it was grown on, and of the rest, that it has not seen. */
  private addTree(tree: GrownTree, at: number, rest: Int32Array): void {
    const { scores, grower } = this;
    const { data, run } = this.plan;
    const { x, weights } = data;
    const order = grower.leafOrder;
    const leaves = range(tree.nodes).filter((node) => tree.left[node] === 0);
    run.kernels.calls(
      'addToRows',
      Array.from(leaves, (node) => [
        scores,
        at,
        order,
        tree.start[node]!,
        tree.end[node]!,
        tree.value[node]!,
      ]),
    );
    if (weights === null) for (const node of leaves) tree.cover[node] = tree.end[node]! - tree.start[node]!;
    else {
      run.kernels.calls(
        'sumRows',
        Array.from(leaves, (node, i) => [weights, order, tree.start[node]!, tree.end[node]!, this.covers, i]),
      );
      leaves.forEach((node, i) => {
        tree.cover[node] = this.covers[i]!;
      });
    }
    for (let i = 0; i < rest.length; i++) {
      const row = rest[i]!;
      const node = tree.leafOf(x, row);
      scores[at + row] = scores[at + row]! + tree.value[node]!;
      tree.cover[node] = tree.cover[node]! + (weights === null ? 1 : weights[row]!);
    }
    tree.sumCover();
  }
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
