import { CutSearch, type TreeRows } from './mean-cut.ts';
import { NODE, SET_WORDS, SETTING, STATE, VALUE } from './tree-layout.ts';

/**
 * Grow a tree whose leaves say the mean of their rows, by cuts that leave least variance, or least Gini impurity, in their
 * two sides: on from where it stands, until about `budget` rows were looked at in one column. It is grown when no leaf is
 * open, state[STATE.open] = 0. Leaves are cut depth first, or where their number is `limited` the one that gains most first.
 *
 * Arrays of which kernels/tree-layout.ts says what stands where:
 *
 * codes [cols * rows]          bins, column after column: 0 = missing
 * records [..]                 the same bins row by row: see learn/trees/block-records.ts
 * facts [FACT.size * cols]
 * settings [SETTING.prior + outputs]
 * weight [rows]                of all rows, drawn or not
 * state [STATE.size]           as `drawTreeRows` leaves it, without nodes to begin with
 * columns [cols]               a permutation, changed
 * order, pairs, room           as `drawTreeRows` leaves them; rows are parted leaf after leaf
 * nodes [NODE.size * nodes], values [(VALUE.says + outputs) * nodes]
 * sets [SET_WORDS * nodes]     of a cut by categories: bit b of word b / 32 says that bin b goes left; else may be empty
 * open [leaves]                nodes that may be cut
 *
 * O(rows x columns tried x depth). Source: Breiman 2001, "Random forests".
 */
export function growMeanTree(
  codes: Uint8Array,
  records: Uint8Array,
  facts: Int32Array,
  settings: Float64Array,
  weight: Float64Array,
  state: Int32Array,
  columns: Int32Array,
  _cols: number,
  order: Int32Array,
  pairs: Float64Array,
  nodes: Int32Array,
  values: Float64Array,
  sets: Int32Array,
  open: Int32Array,
  room: Float64Array,
  budget: number,
): void {
  const at: TreeRows = { codes, records, facts, settings, state, columns, order, pairs };
  const tree = new GrowingTree(at, weight, nodes, values, sets, open, room);
  if (state[STATE.nodes] === 0) tree.plant();
  tree.grow(budget);
}

class GrowingTree {
  private readonly at: TreeRows;
  private readonly weight: Float64Array;
  private readonly nodes: Int32Array;
  private readonly values: Float64Array;
  private readonly sets: Int32Array;
  private readonly open: Int32Array;
  private readonly room: Float64Array;
  private readonly search: CutSearch;
  private readonly outputs: number;
  private readonly goesLeft = new Uint8Array(256);

  constructor(
    at: TreeRows,
    weight: Float64Array,
    nodes: Int32Array,
    values: Float64Array,
    sets: Int32Array,
    open: Int32Array,
    room: Float64Array,
  ) {
    this.at = at;
    this.weight = weight;
    this.nodes = nodes;
    this.values = values;
    this.sets = sets;
    this.open = open;
    this.room = room;
    this.search = new CutSearch(at);
    this.outputs = at.settings[SETTING.outputs]!;
  }

  plant(): void {
    const { state, settings } = this.at;
    const drawn = state[STATE.drawn]!;
    state[STATE.nodes] = 1;
    state[STATE.open] = 0;
    this.visit(0, 0, drawn, drawn, settings[SETTING.rows]!, 0);
  }

  grow(budget: number): void {
    const { state, settings } = this.at;
    const most = 2 * settings[SETTING.most]! - 1;
    let left = budget;
    while (state[STATE.open]! > 0 && state[STATE.nodes]! < most && left > 0) {
      state[STATE.open] = state[STATE.open]! - 1;
      left -= this.split(this.open[state[STATE.open]!]!);
    }
    if (state[STATE.nodes]! >= most) state[STATE.open] = 0;
    if (state[STATE.open] === 0) this.sumCover();
  }

  /** @returns how much work that was. */
  private split(node: number): number {
    const { nodes } = this;
    const { state, settings } = this.at;
    const n = node * NODE.size;
    const [start, end] = [nodes[n + NODE.start]!, nodes[n + NODE.end]!];
    const [otherStart, otherEnd] = [nodes[n + NODE.otherStart]!, nodes[n + NODE.otherEnd]!];
    this.readCut(node);
    const column = nodes[n + NODE.column]!;
    const middle = this.part(column, start, end, true);
    const other = this.part(column, otherStart, otherEnd, false);
    const child = state[STATE.nodes]!;
    state[STATE.nodes] = child + 2;
    nodes[n + NODE.left] = child;
    const depth = nodes[n + NODE.depth]! + 1;
    this.visit(child, start, middle, otherStart, other, depth);
    this.visit(child + 1, middle, end, other, otherEnd, depth);
    return (end - start) * settings[SETTING.tried]!;
  }

  /** Write down what a node says, and look for its cut. */
  private visit(
    node: number,
    start: number,
    end: number,
    otherStart: number,
    otherEnd: number,
    depth: number,
  ): void {
    const { nodes, values, sets, outputs, search } = this;
    const { settings, state } = this.at;
    nodes.set([0, 0, 0, 0, start, end, otherStart, otherEnd, depth], node * NODE.size);
    const v = node * (VALUE.says + outputs);
    search.sumNode(start, end);
    const { total } = search;
    const extra = settings[SETTING.classes] === 1 ? settings[SETTING.smoothing]! : 0;
    for (let k = 0; k < outputs; k++)
      values[v + VALUE.says + k] =
        (total[k + 1]! + extra * settings[SETTING.prior + k]!) / (total[0]! + extra);
    const full = state[STATE.nodes]! >= 2 * settings[SETTING.most]! - 1;
    const deepest = settings[SETTING.maxDepth]! > 0 && depth >= settings[SETTING.maxDepth]!;
    if (full || deepest || !search.find(start, end)) return;
    nodes[node * NODE.size + NODE.column] = search.column;
    nodes[node * NODE.size + NODE.lastLeft] = search.lastLeft;
    nodes[node * NODE.size + NODE.missingLeft] = search.missingLeft;
    values[v + VALUE.gain] = search.gain;
    if (search.lastLeft < 0) sets.set(search.set, node * SET_WORDS);
    this.push(node);
  }

  /** Open a leaf; where leaves are limited so that gains rise towards the end, of equals the older one last. */
  private push(node: number): void {
    const { open, values, outputs } = this;
    const { state, settings } = this.at;
    const count = state[STATE.open]!;
    state[STATE.open] = count + 1;
    let low = count;
    if (settings[SETTING.limited] === 1) {
      const gainOf = (leaf: number): number => values[leaf * (VALUE.says + outputs) + VALUE.gain]!;
      low = 0;
      let high = count;
      while (low < high) {
        const mid = (low + high) >>> 1;
        if (gainOf(open[mid]!) < gainOf(node)) low = mid + 1;
        else high = mid;
      }
      open.copyWithin(low + 1, low, count);
    }
    open[low] = node;
  }

  /** Lay out which bins go left at a node. */
  private readCut(node: number): void {
    const { nodes, sets, goesLeft } = this;
    const lastLeft = nodes[node * NODE.size + NODE.lastLeft]!;
    for (let b = 0; b < 256; b++)
      goesLeft[b] =
        lastLeft < 0 ? (sets[node * SET_WORDS + (b >>> 5)]! >>> (b & 31)) & 1 : Number(b <= lastLeft);
    goesLeft[0] = nodes[node * NODE.size + NODE.missingLeft]!;
  }

  /** Part rows order[start..end), each side in its old order. @returns where the right side begins. */
  private part(column: number, start: number, end: number, drawn: boolean): number {
    const { room, goesLeft } = this;
    const { order, pairs } = this.at;
    const { bytes, from, stride } = this.search.binsOf(column, end - start);
    let to = start;
    let rights = 0;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      if (goesLeft[bytes[from + row * stride]!] === 0) {
        room[rights++] = row;
        if (!drawn) continue;
        room[rights++] = pairs[2 * i]!;
        room[rights++] = pairs[2 * i + 1]!;
        continue;
      }
      order[to] = row;
      if (drawn) pairs.copyWithin(2 * to, 2 * i, 2 * i + 2);
      to++;
    }
    for (let at = to, i = 0; at < end; at++) {
      order[at] = room[i++]!;
      if (!drawn) continue;
      pairs[2 * at] = room[i++]!;
      pairs[2 * at + 1] = room[i++]!;
    }
    return to;
  }

  /** Give every node the weight of all rows that pass. */
  private sumCover(): void {
    const { nodes, values, weight, outputs } = this;
    const { order, state } = this.at;
    const cover = (node: number): number => node * (VALUE.says + outputs) + VALUE.cover;
    for (let node = state[STATE.nodes]! - 1; node >= 0; node--) {
      const n = node * NODE.size;
      const left = nodes[n + NODE.left]!;
      let sum = 0;
      if (left > 0) sum = values[cover(left)]! + values[cover(left + 1)]!;
      else {
        for (let i = nodes[n + NODE.start]!; i < nodes[n + NODE.end]!; i++) sum += weight[order[i]!]!;
        for (let i = nodes[n + NODE.otherStart]!; i < nodes[n + NODE.otherEnd]!; i++)
          sum += weight[order[i]!]!;
      }
      values[cover(node)] = sum;
    }
  }
}
