import type { Kernels } from '../../contracts/kernels.ts';
import { bestSplit } from './best-split.ts';
import type { BinnedMatrix, ColumnBins } from './bins.ts';
import type { BlockRecords } from './block-records.ts';
import { type Bounds, UNBOUNDED, within } from './bounds.ts';
import { childBounds } from './child-bounds.ts';
import { GrownTree } from './grown-tree.ts';
import { type Histogram, Histograms } from './histogram.ts';
import { LeafOrder } from './leaf-order.ts';
import { SUMS } from './leaf-sums.ts';
import { type Derivatives, PackedDerivatives } from './packed-derivatives.ts';
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
  readonly histogram: Histogram | null;
  readonly split: Split | null;
}

/** What every tree of a fit shares. */
export interface GrowContext {
  readonly kernels: Kernels;
  readonly x: BinnedMatrix;
  readonly records: BlockRecords;
  readonly bins: readonly ColumnBins[];
  /** [rows] or null = all 1. */
  readonly weights: Float64Array | null;
  readonly settings: GrowSettings;
  readonly checkCancelled: () => void;
}

/**
 * Grows trees leaf by leaf, always the leaf whose split gains most (best-first, Shi 2007; LightGBM), and keeps its
 * buffers from one tree to the next.
 */
export class Grower {
  private readonly context: GrowContext;
  private readonly derivatives: PackedDerivatives;
  private readonly histograms: Histograms;
  private readonly order: LeafOrder;

  constructor(context: GrowContext) {
    this.context = context;
    const { kernels, x, records, bins, weights } = context;
    this.derivatives = new PackedDerivatives(kernels, x.rows, weights);
    this.histograms = new Histograms(kernels, records, bins, this.derivatives);
    this.order = new LeafOrder(kernels, x);
  }

  /** One tree on the given rows and columns, both ascending. Leaf values are not shrunk or bounded yet. */
  grow(derivatives: Derivatives, rows: Int32Array, columns: Int32Array): GrownTree {
    const { settings, checkCancelled } = this.context;
    this.derivatives.set(derivatives);
    this.order.rows.set(rows);
    const tree = new GrownTree(settings.maxLeaves);
    const histogram = this.histograms.count(this.order.rows, 0, rows.length);
    const sums = this.sumsOf(histogram);
    const open: OpenLeaf[] = [this.openLeaf(0, 0, rows.length, 0, sums, UNBOUNDED, histogram, columns)];
    while (tree.leaves < settings.maxLeaves) {
      checkCancelled();
      const leaf = takeBest(open);
      if (leaf === null) break;
      open.push(...this.splitLeaf(tree, leaf, columns));
    }
    for (const leaf of open) {
      tree.setLeaf(leaf.node, leaf.start, leaf.end, this.leafValue(leaf.sums, leaf.bounds));
      if (leaf.histogram !== null) this.histograms.release(leaf.histogram);
    }
    return tree;
  }

  /** Rows of the last tree, leaf after leaf: a leaf's stand at [start, end) of the tree. */
  get leafOrder(): Int32Array {
    return this.order.rows;
  }

  private openLeaf(
    node: number,
    start: number,
    end: number,
    depth: number,
    sums: Sums,
    bounds: Bounds,
    histogram: Histogram | null,
    columns: Int32Array,
  ): OpenLeaf {
    const leaf = { node, start, end, depth, sums, bounds };
    if (histogram === null) return { ...leaf, histogram, split: null };
    const { bins, settings } = this.context;
    const limited = settings.directions === undefined ? null : bounds;
    const split = bestSplit(this.histograms.read(histogram), columns, bins, sums, settings, limited);
    if (split !== null) return { ...leaf, histogram, split };
    this.histograms.release(histogram);
    return { ...leaf, histogram: null, split };
  }

  private splitLeaf(tree: GrownTree, leaf: OpenLeaf, columns: Int32Array): [OpenLeaf, OpenLeaf] {
    const { settings } = this.context;
    const { sums, start, end } = leaf;
    const split = leaf.split!;
    const middle = start + this.order.part(split, start, end);
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
    let leftHistogram: Histogram | null = null;
    let rightHistogram: Histogram | null = null;
    if (final || (split.left.count < room && right.count < room)) this.histograms.release(leaf.histogram!);
    else if (middle - start < end - middle) {
      leftHistogram = this.histograms.count(this.order.rows, start, middle);
      this.histograms.subtract(leaf.histogram!, leftHistogram);
      rightHistogram = leaf.histogram;
    } else {
      rightHistogram = this.histograms.count(this.order.rows, middle, end);
      this.histograms.subtract(leaf.histogram!, rightHistogram);
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

  /** Sums of all rows of a histogram: those of its first column. */
  private sumsOf(histogram: Histogram): Sums {
    const { bins } = this.context;
    const n = (bins[0]?.count ?? 0) + 1;
    const of = this.histograms.read(histogram).of(0);
    let [grad, hess, count] = [0, 0, 0];
    for (let k = 0; k < n * SUMS; k += SUMS) {
      grad += of[k]!;
      hess += of[k + 1]!;
      count += of[k + 2]!;
    }
    return { grad, hess, count };
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
