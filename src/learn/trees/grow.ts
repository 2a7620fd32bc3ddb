import { bestSplit } from './best-split.ts';
import type { BinnedMatrix, ColumnBins } from './bins.ts';
import { type Bounds, UNBOUNDED, within } from './bounds.ts';
import { childBounds } from './child-bounds.ts';
import { GrownTree } from './grown-tree.ts';
import { buildHistogram, type LeafRows, SUMS, subtractHistogram } from './histogram.ts';
import { partitionRows } from './partition.ts';
import type { GrowSettings } from './settings.ts';
import type { Split, Sums } from './split.ts';

/** A leaf that may still be split: its rows are order[start..end). */
interface OpenLeaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly sums: Sums;
  /** Of its value, and of all that is split off below it. */
  readonly bounds: Bounds;
  /** Null when nothing was built because the leaf cannot be split. */
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** What every tree of a fit shares. */
export interface GrowContext {
  readonly x: BinnedMatrix;
  readonly bins: readonly ColumnBins[];
  readonly offset: Int32Array;
  readonly settings: GrowSettings;
  readonly checkCancelled: () => void;
}

/** [n] derivatives of the loss by the score of each row, and the rows' weights. */
export interface Derivatives {
  readonly grad: Float64Array;
  readonly hess: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Grows trees leaf by leaf, always the leaf whose split gains most (best-first, Shi 2007; LightGBM), and keeps its
 * buffers from one tree to the next.
 */
export class Grower {
  private readonly context: GrowContext;
  /** Histograms that no open leaf holds. */
  private readonly free: Float64Array[] = [];
  private readonly order: Int32Array;
  private readonly spare: Int32Array;
  private readonly gathered: LeafRows;

  constructor(context: GrowContext) {
    this.context = context;
    const { rows } = context.x;
    this.order = new Int32Array(rows);
    this.spare = new Int32Array(rows);
    this.gathered = {
      rows: new Int32Array(rows),
      grad: new Float64Array(rows),
      hess: new Float64Array(rows),
      weight: new Float64Array(rows),
    };
  }

  /** One tree on the given rows and columns, both ascending. Leaf values are not shrunk or bounded yet. */
  grow(derivatives: Derivatives, rows: Int32Array, columns: Int32Array): GrownTree {
    const { settings, checkCancelled } = this.context;
    this.order.set(rows);
    const tree = new GrownTree(settings.maxLeaves);
    const sums = sumRows(derivatives, rows);
    const histogram = this.histogramOf(derivatives, 0, rows.length, columns);
    const open: OpenLeaf[] = [this.openLeaf(0, 0, rows.length, 0, sums, UNBOUNDED, histogram, columns)];
    while (tree.leaves < settings.maxLeaves) {
      checkCancelled();
      const leaf = takeBest(open);
      if (leaf === null) break;
      open.push(...this.splitLeaf(tree, leaf, derivatives, columns));
    }
    for (const leaf of open) {
      tree.setLeaf(leaf.node, leaf.start, leaf.end, this.leafValue(leaf.sums, leaf.bounds));
      if (leaf.histogram !== null) this.free.push(leaf.histogram);
    }
    return tree;
  }

  /** Rows of the last tree, leaf after leaf: a leaf's stand at [start, end) of the tree. */
  get leafOrder(): Int32Array {
    return this.order;
  }

  private openLeaf(
    node: number,
    start: number,
    end: number,
    depth: number,
    sums: Sums,
    bounds: Bounds,
    histogram: Float64Array | null,
    columns: Int32Array,
  ): OpenLeaf {
    const { offset, bins, settings } = this.context;
    const limited = settings.directions === undefined ? null : bounds;
    const split =
      histogram === null ? null : bestSplit(histogram, offset, columns, bins, sums, settings, limited);
    if (split !== null || histogram === null)
      return { node, start, end, depth, sums, bounds, histogram, split };
    this.free.push(histogram);
    return { node, start, end, depth, sums, bounds, histogram: null, split };
  }

  private splitLeaf(
    tree: GrownTree,
    leaf: OpenLeaf,
    derivatives: Derivatives,
    columns: Int32Array,
  ): [OpenLeaf, OpenLeaf] {
    const { x, settings } = this.context;
    const { sums, start, end } = leaf;
    const split = leaf.split!;
    const from = split.column * x.rows;
    const middle = start + partitionRows(x.codes, from, split.goesLeft, this.order, start, end, this.spare);
    const right: Sums = {
      grad: sums.grad - split.left.grad,
      hess: sums.hess - split.left.hess,
      count: sums.count - split.left.count,
    };
    const node = tree.addSplit(leaf.node, split);
    const depth = leaf.depth + 1;
    const final = tree.leaves === settings.maxLeaves || depth === settings.maxDepth;
    const room = 2 * settings.minRowsPerLeaf;
    // The smaller child is counted, the larger one is what remains of the parent.
    let leftHistogram: Float64Array | null = null;
    let rightHistogram: Float64Array | null = null;
    if (final || (split.left.count < room && right.count < room)) this.free.push(leaf.histogram!);
    else if (middle - start < end - middle) {
      leftHistogram = this.histogramOf(derivatives, start, middle, columns);
      subtractHistogram(leaf.histogram!, leftHistogram);
      rightHistogram = leaf.histogram;
    } else {
      rightHistogram = this.histogramOf(derivatives, middle, end, columns);
      subtractHistogram(leaf.histogram!, rightHistogram);
      leftHistogram = leaf.histogram;
    }
    const [below, above] = this.boundsOfChildren(leaf, right);
    return [
      this.openLeaf(node, start, middle, depth, split.left, below, leftHistogram, columns),
      this.openLeaf(node + 1, middle, end, depth, right, above, rightHistogram, columns),
    ];
  }

  /** The best value of a leaf within its bounds. */
  private leafValue({ grad, hess }: Sums, bounds: Bounds): number {
    return within(-grad / (hess + this.context.settings.l2), bounds);
  }

  private boundsOfChildren({ split, bounds }: OpenLeaf, right: Sums): [Bounds, Bounds] {
    const { bins, settings } = this.context;
    const { directions } = settings;
    if (directions === undefined) return [bounds, bounds];
    const values = [this.leafValue(split!.left, bounds), this.leafValue(right, bounds)] as const;
    return childBounds(split!, bins, directions, bounds, ...values);
  }

  private histogramOf(
    { grad, hess, weight }: Derivatives,
    start: number,
    end: number,
    columns: Int32Array,
  ): Float64Array {
    const { x, offset } = this.context;
    const out = this.free.pop() ?? new Float64Array(offset.at(-1)! * SUMS);
    gather(this.order, start, end, grad, hess, weight, this.gathered);
    buildHistogram(x, columns, offset, this.gathered, end - start, out);
    return out;
  }
}

/** Remove and return the leaf whose split gains most; null when none has one. Ties go to the older leaf. */
function takeBest(open: OpenLeaf[]): OpenLeaf | null {
  let best = -1;
  for (let i = 0; i < open.length; i++) {
    const split = open[i]!.split;
    if (split !== null && (best < 0 || split.gain > open[best]!.split!.gain)) best = i;
  }
  return best < 0 ? null : open.splice(best, 1)[0]!;
}

function gather(
  order: Int32Array,
  start: number,
  end: number,
  grad: Float64Array,
  hess: Float64Array,
  weight: Float64Array,
  out: LeafRows,
): void {
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    out.rows[i - start] = row;
    out.grad[i - start] = grad[row]!;
    out.hess[i - start] = hess[row]!;
    out.weight[i - start] = weight[row]!;
  }
}

function sumRows({ grad, hess, weight }: Derivatives, rows: Int32Array): Sums {
  let g = 0;
  let h = 0;
  let w = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    g += grad[row]!;
    h += hess[row]!;
    w += weight[row]!;
  }
  return { grad: g, hess: h, count: w };
}
