import type { Kernels } from '../../contracts/kernels.ts';
import { type Random, randomInt } from '../../kernels/random.ts';
import type { BinnedMatrix, ColumnBins } from './bins.ts';
import type { ForestSettings } from './forest-settings.ts';
import type { ForestTarget } from './forest-target.ts';
import { GrownTree } from './grown-tree.ts';
import { LeafOrder } from './leaf-order.ts';
import { NodeSearch } from './node-search.ts';
import { NodeSums } from './node-sums.ts';
import { type Cut, NOTHING } from './split.ts';

/** A leaf that may be split: its rows are order[start..end). */
interface OpenLeaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly cut: Cut;
}

/** A tree and what its leaves say: value [outputs * nodes], output k of node i at k * nodes + i; 0 for inner nodes. */
export interface MeanTree {
  readonly tree: GrownTree;
  /** Rows that it was grown on, leaf after leaf; good until the next tree is grown. */
  readonly order: Int32Array;
  readonly value: Float64Array;
}

/** What every tree of a forest shares. */
export interface ForestContext {
  readonly kernels: Kernels;
  readonly x: BinnedMatrix;
  readonly bins: readonly ColumnBins[];
  readonly target: ForestTarget;
  readonly settings: ForestSettings;
  readonly checkCancelled: () => void;
}

/**
 * Grows trees whose leaves hold the mean of their rows, always the leaf whose cut gains most, and keeps its buffers from
 * one tree to the next. Each node draws its own columns (Breiman 2001, "Random forests").
 */
export class ForestGrower {
  private readonly context: ForestContext;
  private readonly order: LeafOrder;
  private readonly columns: Int32Array;
  private readonly sums: NodeSums;
  private readonly search: NodeSearch;

  constructor(context: ForestContext) {
    const { kernels, x, target, settings } = context;
    this.context = context;
    this.order = new LeafOrder(kernels, x);
    this.columns = Int32Array.from({ length: x.cols }, (_, c) => c);
    this.sums = new NodeSums(target.outputs, x.rows);
    this.search = new NodeSearch(this.sums, settings.minRowsPerLeaf);
  }

  /** One tree on the rows of positive weight [rows]. O(rows x columns tried x depth), and 256 a column and node. */
  grow(weight: Float64Array, r: Random): MeanTree {
    const { x, settings, target, checkCancelled } = this.context;
    let n = 0;
    for (let row = 0; row < x.rows; row++) if (weight[row]! > 0) this.order.rows[n++] = row;
    const most = settings.maxLeaves === 0 ? n : Math.min(n, settings.maxLeaves);
    const tree = new GrownTree(most);
    const value = new Float64Array(target.outputs * (2 * most - 1));
    const open: OpenLeaf[] = [];
    const visit = (node: number, start: number, end: number, depth: number): void => {
      const cut = this.cutOf(weight, start, end, depth, r);
      tree.setLeaf(node, start, end, 0);
      this.tellMeans(value, node);
      if (cut !== null) insert(open, { node, start, end, depth, cut });
    };
    visit(0, 0, n, 0);
    while (tree.leaves < most) {
      checkCancelled();
      const leaf = open.pop();
      if (leaf === undefined) break;
      const { node, start, end, depth, cut } = leaf;
      const middle = start + this.order.part(cut, start, end);
      const left = tree.addSplit(node, cut);
      visit(left, start, middle, depth + 1);
      visit(left + 1, middle, end, depth + 1);
    }
    return { tree, order: this.order.rows.subarray(0, n), value };
  }

  /** The cut of a node, whose sums stand in `sums.total` afterwards. */
  private cutOf(weight: Float64Array, start: number, end: number, depth: number, r: Random): Cut | null {
    const { x, bins, target, settings } = this.context;
    const { sums, search, columns } = this;
    sums.setTotal(target, weight, this.order.rows, start, end);
    if (settings.maxDepth > 0 && depth >= settings.maxDepth) return null;
    if (sums.total[0]! < 2 * settings.minRowsPerLeaf * (1 - NOTHING)) return null;
    if (target.classes && sums.pure()) return null;
    search.start();
    const all = settings.columnShare >= 1;
    let left = Math.max(1, Math.round(settings.columnShare * columns.length));
    const place = settings.cuts === 'random' ? r : null;
    for (let i = 0; i < columns.length && left > 0; i++) {
      // Columns in which the rows of the node are alike are drawn past: they are no choice.
      if (!all) swap(columns, i, i + randomInt(r, columns.length - i));
      const c = columns[i]!;
      sums.fill(x, c, this.order.rows, start, end);
      if (search.tryColumn(c, bins[c]!, place)) left--;
    }
    return search.found();
  }

  /** Write what a node says if it stays a leaf. */
  private tellMeans(value: Float64Array, node: number): void {
    const { target, settings } = this.context;
    const { total } = this.sums;
    const extra = target.classes ? settings.smoothing : 0;
    const nodes = value.length / target.outputs;
    for (let k = 0; k < target.outputs; k++)
      value[k * nodes + node] = (total[k + 1]! + extra * target.prior[k]!) / (total[0]! + extra);
  }
}

/** Keep leaves in the order of their gain, the highest last; of equals the older one last. */
function insert(open: OpenLeaf[], leaf: OpenLeaf): void {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (open[mid]!.cut.gain < leaf.cut.gain) low = mid + 1;
    else high = mid;
  }
  open.splice(low, 0, leaf);
}

function swap(values: Int32Array, i: number, j: number): void {
  const held = values[i]!;
  values[i] = values[j]!;
  values[j] = held;
}
