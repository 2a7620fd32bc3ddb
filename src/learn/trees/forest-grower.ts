import type { Kernels } from '../../contracts/kernels.ts';
import { seedWords } from '../../kernels/random.ts';
import { FACT, NODE, SET_WORDS, SETTING, STATE, treeRoom, VALUE } from '../../kernels/tree-layout.ts';
import type { BinnedMatrix, ColumnBins } from './bins.ts';
import { layRecords } from './block-records.ts';
import type { ForestSettings } from './forest-settings.ts';
import type { ForestTarget } from './forest-target.ts';
import { layOutMeans, type MeanTree } from './mean-tree-layout.ts';
import { NOTHING } from './split.ts';

/** What every tree of a forest is grown from. */
export interface ForestContext {
  readonly kernels: Kernels;
  readonly x: BinnedMatrix;
  readonly bins: readonly ColumnBins[];
  readonly target: ForestTarget;
  readonly settings: ForestSettings;
}

/** What trees share, where kernels see it. */
export interface ForestArrays {
  readonly records: Uint8Array;
  readonly facts: Int32Array;
  readonly settings: Float64Array;
  readonly truth: Float64Array;
  readonly weight: Float64Array;
  /** Leaves of a tree at most. */
  readonly most: number;
}

/** Rows that are looked at in one column before a fit asks whether it was cancelled: some milliseconds. */
const BUDGET = 1_000_000;

/** Lay out what trees share. O(rows x columns). */
export function forestArrays(context: ForestContext): ForestArrays {
  const { kernels, x, bins, target, settings: given } = context;
  const { groups, bytes } = layRecords(kernels, x);
  const facts = kernels.i32(FACT.size * x.cols);
  for (const { at, width, firstColumn, columns } of groups)
    for (let i = 0; i < Math.min(columns, x.cols); i++) {
      const from = FACT.size * (firstColumn + i);
      facts[from + FACT.category] = Number(bins[firstColumn + i]!.kind === 'category');
      facts[from + FACT.recordAt] = at + i;
      facts[from + FACT.recordStride] = width;
    }
  // Sums of fractional weights round; a leaf of exactly the least rows must not fail by the last bit.
  const leastWeight = given.minRowsPerLeaf * (1 - NOTHING);
  const total = target.weight.reduce((sum, w) => sum + w, 0);
  const drawn = given.bootstrap ? x.rows * target.weight.reduce((most, w) => Math.max(most, w), 0) : total;
  const room = Math.max(1, Math.min(x.rows, Math.ceil(drawn / leastWeight)));
  const most = given.maxLeaves === 0 ? room : Math.min(room, given.maxLeaves);
  const settings = kernels.f64(SETTING.prior + target.outputs);
  settings[SETTING.rows] = x.rows;
  settings[SETTING.outputs] = target.outputs;
  settings[SETTING.classes] = Number(target.classes);
  settings[SETTING.leastWeight] = leastWeight;
  settings[SETTING.maxDepth] = given.maxDepth;
  settings[SETTING.most] = most;
  settings[SETTING.limited] = Number(most < room);
  settings[SETTING.tried] = Math.max(1, Math.round(given.columnShare * x.cols));
  settings[SETTING.random] = Number(given.cuts === 'random');
  settings[SETTING.smoothing] = given.smoothing;
  settings.set(target.prior, SETTING.prior);
  const seen = (values: Float64Array): Float64Array => {
    const copy = kernels.f64(values.length);
    copy.set(values);
    return copy;
  };
  const [truth, weight] = [seen(target.truth), seen(target.weight)];
  return { records: bytes, facts, settings, truth, weight, most };
}

/** Grows trees one after another in the same room. Several grow side by side on as many threads. */
export class ForestGrower {
  private readonly context: ForestContext;
  private readonly shared: ForestArrays;
  private readonly state: Int32Array;
  private readonly columns: Int32Array;
  private readonly order: Int32Array;
  private readonly pairs: Float64Array;
  private readonly nodes: Int32Array;
  private readonly values: Float64Array;
  private readonly sets: Int32Array;
  private readonly open: Int32Array;
  private readonly room: Float64Array;

  constructor(context: ForestContext, shared: ForestArrays) {
    const { kernels, x, bins, target } = context;
    const nodes = 2 * shared.most - 1;
    this.context = context;
    this.shared = shared;
    this.state = kernels.i32(STATE.size);
    this.columns = kernels.i32(x.cols);
    this.order = kernels.i32(x.rows);
    this.pairs = kernels.f64(2 * x.rows);
    this.nodes = kernels.i32(NODE.size * nodes);
    this.values = kernels.f64((VALUE.says + target.outputs) * nodes);
    this.sets = kernels.i32(bins.some(({ kind }) => kind === 'category') ? SET_WORDS * nodes : 0);
    this.open = kernels.i32(shared.most);
    this.room = kernels.f64(treeRoom(x.rows, target.outputs));
  }

  /** Begin a tree. @returns how to draw its rows. */
  begin(seed: number): Parameters<Kernels['call']['drawTreeRows']> {
    const { x, target, settings } = this.context;
    const { truth, weight } = this.shared;
    seedWords(seed, this.state);
    this.state[STATE.nodes] = 0;
    for (let c = 0; c < x.cols; c++) this.columns[c] = c;
    return [
      ...([truth, weight, x.rows, target.outputs, Number(settings.bootstrap), this.state] as const),
      ...([this.order, this.pairs, this.room] as const),
    ];
  }

  /** How to grow the tree a little further. */
  further(): Parameters<Kernels['call']['growMeanTree']> {
    const { records, facts, settings, weight } = this.shared;
    return [
      ...([this.context.x.codes, records, facts, settings, weight, this.state] as const),
      ...([
        this.columns,
        this.columns.length,
        this.order,
        this.pairs,
        this.nodes,
        this.values,
        this.sets,
      ] as const),
      ...([this.open, this.room, BUDGET] as const),
    ];
  }

  /** Whether there is more of it to grow. */
  get growing(): boolean {
    return this.state[STATE.nodes] === 0 || this.state[STATE.open]! > 0;
  }

  /** The grown tree. O(nodes x outputs). */
  laid(): MeanTree {
    const { bins, target } = this.context;
    const nodes = this.state[STATE.nodes]!;
    return layOutMeans(nodes, this.nodes, this.values, this.sets, bins, target.outputs);
  }

  /** Tell what the tree says of rows that it was not grown on: node `node` of it, whose values stand from `says`. */
  eachOther(tell: (row: number, values: Float64Array, says: number) => void): void {
    const { nodes, values, order } = this;
    const width = VALUE.says + this.context.target.outputs;
    for (let node = 0; node < this.state[STATE.nodes]!; node++) {
      const n = node * NODE.size;
      if (nodes[n + NODE.left] !== 0) continue;
      const says = node * width + VALUE.says;
      for (let i = nodes[n + NODE.otherStart]!; i < nodes[n + NODE.otherEnd]!; i++)
        tell(order[i]!, values, says);
    }
  }
}
