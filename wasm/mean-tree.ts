import { binsFrom, binsStride } from './bin-sums';
import {
  column,
  find,
  gain,
  lastLeft,
  missingLeft,
  openSearch,
  set,
  sumNode,
  total,
} from './mean-cut';
import {
  CLASSES,
  COLUMN,
  COVER,
  DEPTH,
  DRAWN,
  END,
  GAIN,
  LAST_LEFT,
  LEFT,
  LIMITED,
  MAX_DEPTH,
  MISSING_LEFT,
  MOST,
  NODE_BYTES,
  NODES,
  OPEN,
  OTHER_END,
  OTHER_START,
  OUTPUTS,
  PRIOR,
  ROWS,
  SAYS,
  SET_BYTES,
  SMOOTHING,
  START,
  TRIED,
} from './tree-layout';

/** Twin of src/kernels/mean-tree.ts. Each thread has these of its own. */
let settings: usize = 0;
let weight: usize = 0;
let state: usize = 0;
let order: usize = 0;
let pairs: usize = 0;
let nodes: usize = 0;
let values: usize = 0;
let sets: usize = 0;
let open: usize = 0;
let room: usize = 0;
let goesLeft: usize = 0;
let outputs: i32 = 0;
let most: i32 = 0;

export function growMeanTree(
  codes: usize,
  records: usize,
  facts: usize,
  settingsAt: usize,
  weightAt: usize,
  stateAt: usize,
  columns: usize,
  cols: i32,
  orderAt: usize,
  pairsAt: usize,
  nodesAt: usize,
  valuesAt: usize,
  setsAt: usize,
  openAt: usize,
  roomAt: usize,
  budget: i32,
): void {
  settings = settingsAt;
  weight = weightAt;
  state = stateAt;
  order = orderAt;
  pairs = pairsAt;
  nodes = nodesAt;
  values = valuesAt;
  sets = setsAt;
  open = openAt;
  outputs = <i32>load<f64>(settings + OUTPUTS);
  most = 2 * <i32>load<f64>(settings + MOST) - 1;
  goesLeft = roomAt;
  const search = goesLeft + 256;
  // 258 numbers an output and one more, and 4,160 bytes of lists.
  room = search + (258 * (<usize>outputs + 1) << 3) + 4160;
  openSearch(codes, records, facts, settings, state, columns, cols, order, pairs, search);
  if (load<i32>(state + NODES) == 0) plant();
  grow(budget);
}

function plant(): void {
  const drawn = load<i32>(state + DRAWN);
  store<i32>(state + NODES, 1);
  store<i32>(state + OPEN, 0);
  visit(0, 0, drawn, drawn, <i32>load<f64>(settings + ROWS), 0);
}

function grow(budget: i32): void {
  let more = budget;
  while (load<i32>(state + OPEN) > 0 && load<i32>(state + NODES) < most && more > 0) {
    const last = load<i32>(state + OPEN) - 1;
    store<i32>(state + OPEN, last);
    more -= split(load<i32>(open + (<usize>last << 2)));
  }
  if (load<i32>(state + NODES) >= most) store<i32>(state + OPEN, 0);
  if (load<i32>(state + OPEN) == 0) sumCover();
}

// @ts-ignore: decorator
@inline
function nodeAt(node: i32): usize {
  return nodes + <usize>node * NODE_BYTES;
}

// @ts-ignore: decorator
@inline
function valueAt(node: i32): usize {
  return values + <usize>node * (SAYS + (<usize>outputs << 3));
}

function split(node: i32): i32 {
  const at = nodeAt(node);
  const start = load<i32>(at + START);
  const end = load<i32>(at + END);
  const otherStart = load<i32>(at + OTHER_START);
  const otherEnd = load<i32>(at + OTHER_END);
  readCut(node);
  const c = load<i32>(at + COLUMN);
  const middle = partDrawn(c, start, end);
  const other = partOther(c, otherStart, otherEnd);
  const child = load<i32>(state + NODES);
  store<i32>(state + NODES, child + 2);
  store<i32>(at + LEFT, child);
  const depth = load<i32>(at + DEPTH) + 1;
  visit(child, start, middle, otherStart, other, depth);
  visit(child + 1, middle, end, other, otherEnd, depth);
  return (end - start) * <i32>load<f64>(settings + TRIED);
}

function visit(node: i32, start: i32, end: i32, otherStart: i32, otherEnd: i32, depth: i32): void {
  const at = nodeAt(node);
  memory.fill(at, 0, 16);
  store<i32>(at + START, start);
  store<i32>(at + END, end);
  store<i32>(at + OTHER_START, otherStart);
  store<i32>(at + OTHER_END, otherEnd);
  store<i32>(at + DEPTH, depth);
  const v = valueAt(node);
  sumNode(start, end);
  const extra = load<f64>(settings + CLASSES) == 1 ? load<f64>(settings + SMOOTHING) : 0;
  const under = load<f64>(total) + extra;
  for (let k: usize = 0; k < <usize>outputs << 3; k += 8)
    store<f64>(v + SAYS + k, (load<f64>(total + 8 + k) + extra * load<f64>(settings + PRIOR + k)) / under);
  const maxDepth = <i32>load<f64>(settings + MAX_DEPTH);
  if (load<i32>(state + NODES) >= most || (maxDepth > 0 && depth >= maxDepth) || !find(start, end)) return;
  store<i32>(at + COLUMN, column);
  store<i32>(at + LAST_LEFT, lastLeft);
  store<i32>(at + MISSING_LEFT, missingLeft);
  store<f64>(v + GAIN, gain);
  if (lastLeft < 0) memory.copy(sets + <usize>node * SET_BYTES, set, SET_BYTES);
  push(node);
}

function push(node: i32): void {
  const count = load<i32>(state + OPEN);
  store<i32>(state + OPEN, count + 1);
  let low = count;
  if (load<f64>(settings + LIMITED) == 1) {
    const g = load<f64>(valueAt(node) + GAIN);
    low = 0;
    let high = count;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (load<f64>(valueAt(load<i32>(open + (<usize>mid << 2))) + GAIN) < g) low = mid + 1;
      else high = mid;
    }
    const from = open + (<usize>low << 2);
    memory.copy(from + 4, from, <usize>(count - low) << 2);
  }
  store<i32>(open + (<usize>low << 2), node);
}

function readCut(node: i32): void {
  const at = nodeAt(node);
  const last = load<i32>(at + LAST_LEFT);
  if (last < 0) {
    const from = sets + <usize>node * SET_BYTES;
    for (let b: usize = 0; b < 256; b++)
      store<u8>(goesLeft + b, (load<u32>(from + ((b >> 5) << 2)) >>> (<u32>b & 31)) & 1);
  } else {
    memory.fill(goesLeft, 1, last + 1);
    memory.fill(goesLeft + <usize>(last + 1), 0, 255 - last);
  }
  store<u8>(goesLeft, load<i32>(at + MISSING_LEFT));
}

/** Part rows that were drawn, with their pairs: each is written to both sides, and the next one overwrites one of them. */
function partDrawn(c: i32, start: i32, end: i32): i32 {
  const from = binsFrom(c, end - start);
  const stride = binsStride(c, end - start);
  const stop = order + (<usize>end << 2);
  let p = pairs + (<usize>start << 4);
  let left = order + (<usize>start << 2);
  let leftPair = p;
  const rights = room + (<usize>(end - start) << 4);
  let right = rights;
  let rightPair = room;
  for (let o = left; o < stop; o += 4, p += 16) {
    const row = load<u32>(o);
    const pair = v128.load(p);
    const goes = <usize>load<u8>(goesLeft + <usize>load<u8>(from + <usize>row * stride));
    store<u32>(left, row);
    v128.store(leftPair, pair);
    store<u32>(right, row);
    v128.store(rightPair, pair);
    left += goes << 2;
    leftPair += goes << 4;
    right += 4 - (goes << 2);
    rightPair += 16 - (goes << 4);
  }
  memory.copy(left, rights, right - rights);
  memory.copy(leftPair, room, rightPair - room);
  return <i32>((left - order) >> 2);
}

function partOther(c: i32, start: i32, end: i32): i32 {
  const from = binsFrom(c, end - start);
  const stride = binsStride(c, end - start);
  const stop = order + (<usize>end << 2);
  let left = order + (<usize>start << 2);
  let right = room;
  for (let o = left; o < stop; o += 4) {
    const row = load<u32>(o);
    const goes = <usize>load<u8>(goesLeft + <usize>load<u8>(from + <usize>row * stride)) << 2;
    store<u32>(left, row);
    store<u32>(right, row);
    left += goes;
    right += 4 - goes;
  }
  memory.copy(left, room, right - room);
  return <i32>((left - order) >> 2);
}

function sumCover(): void {
  for (let node = load<i32>(state + NODES) - 1; node >= 0; node--) {
    const at = nodeAt(node);
    const left = load<i32>(at + LEFT);
    let sum: f64 = 0;
    if (left > 0) sum = load<f64>(valueAt(left) + COVER) + load<f64>(valueAt(left + 1) + COVER);
    else {
      sum = weightOf(sum, load<i32>(at + START), load<i32>(at + END));
      sum = weightOf(sum, load<i32>(at + OTHER_START), load<i32>(at + OTHER_END));
    }
    store<f64>(valueAt(node) + COVER, sum);
  }
}

/** A sum, and the weight of rows order[start..end). */
function weightOf(sum: f64, start: i32, end: i32): f64 {
  for (let o = order + (<usize>start << 2), stop = order + (<usize>end << 2); o < stop; o += 4)
    sum += load<f64>(weight + (<usize>load<u32>(o) << 3));
  return sum;
}
