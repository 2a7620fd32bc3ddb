import { bins, binsRoom, bytes, clearMet, fill, met, metBin, metCount, openBins, width } from './bin-sums';
import { drawBelow } from './random';
import { CATEGORY, CLASSES, FACT_BYTES, LEAST_WEIGHT, RANDOM, TRIED } from './tree-layout';

/** Twin of src/kernels/mean-cut.ts. Each thread has these of its own. */
let facts: usize = 0;
let settings: usize = 0;
let state: usize = 0;
let columns: usize = 0;
let cols: i32 = 0;
let pairs: usize = 0;
let leastWeight: f64 = 0;

/** Room: [width] of the node; [width] on the left; bins ranked and their means. */
export let total: usize = 0;
let left: usize = 0;
let ranked: usize = 0;
let means: usize = 0;

let best: f64 = 0;
/** What was found. */
export let column: i32 = -1;
export let lastLeft: i32 = 0;
export let missingLeft: i32 = 0;
export let gain: f64 = 0;
export let set: usize = 0;

export function openSearch(
  codes: usize,
  records: usize,
  factsAt: usize,
  settingsAt: usize,
  stateAt: usize,
  columnsAt: usize,
  columnCount: i32,
  order: usize,
  pairsAt: usize,
  room: usize,
): void {
  facts = factsAt;
  settings = settingsAt;
  state = stateAt;
  columns = columnsAt;
  cols = columnCount;
  pairs = pairsAt;
  leastWeight = load<f64>(settings + LEAST_WEIGHT);
  openBins(codes, records, facts, settings, order, pairs, room);
  total = room + binsRoom();
  left = total + bytes;
  means = left + bytes;
  ranked = means + 2048;
  set = ranked + 1024;
}

export function sumNode(start: i32, end: i32): void {
  const first = pairs + (<usize>start << 4);
  const stop = pairs + (<usize>end << 4);
  if (width == 2) {
    let sum = f64x2.splat(0);
    for (let p = first; p < stop; p += 16) sum = f64x2.add(sum, v128.load(p));
    v128.store(total, sum);
    return;
  }
  memory.fill(total, 0, bytes);
  for (let p = first; p < stop; p += 16) {
    const w = load<f64>(p);
    store<f64>(total, load<f64>(total) + w);
    const t = total + 8 + (<usize>load<f64>(p, 8) << 3);
    store<f64>(t, load<f64>(t) + w);
  }
}

export function find(start: i32, end: i32): bool {
  if (load<f64>(total) < 2 * leastWeight || pure()) return false;
  const parent = scoreOfAll();
  best = parent;
  column = -1;
  let more = <i32>load<f64>(settings + TRIED);
  const all = more >= cols;
  for (let i = 0; i < cols && more > 0; i++) {
    if (!all) swap(columns, i, i + drawBelow(state, cols - i));
    if (tryColumn(load<i32>(columns + (<usize>i << 2)), start, end)) more--;
  }
  gain = best - parent;
  return column >= 0;
}

function tryColumn(c: i32, start: i32, end: i32): bool {
  fill(c, start, end);
  const differ = metCount > 1;
  if (differ) {
    if (load<i32>(facts + <usize>c * FACT_BYTES + CATEGORY)) tryCategories(c);
    else tryNumbers(c);
  }
  clearMet();
  return differ;
}

function tryNumbers(c: i32): void {
  const first = metBin(0) == 0 ? 1 : 0;
  const low = metBin(first);
  const high = metBin(metCount - 1);
  const byChance = load<f64>(settings + RANDOM) == 1 && low < high;
  const drawn = byChance ? low + drawBelow(state, high - low) : 0;
  scan(c, first, first ? metCount : metCount - 1, 0, drawn);
  if (first) scan(c, 1, metCount - 1, 1, drawn);
}

function scan(c: i32, first: i32, last: i32, missing: i32, drawn: i32): void {
  if (width == 2 && drawn == 0) {
    scanPairs(c, first, last, missing);
    return;
  }
  memory.fill(left, 0, bytes);
  if (missing) addLeft(0);
  for (let i = first; i < last; i++) {
    const bin = metBin(i);
    addLeft(bin);
    const next = i + 1 < metCount ? metBin(i + 1) : -1;
    if (drawn > 0 && !(bin <= drawn && drawn < next)) continue;
    if (!raises()) continue;
    column = c;
    lastLeft = drawn > 0 ? drawn : next < 0 ? bin : (bin + next - 1) >>> 1;
    missingLeft = first ? missing : leftIsLarger();
  }
}

/** `scan` of one output: the left side stays in a register. */
function scanPairs(c: i32, first: i32, last: i32, missing: i32): void {
  const all = v128.load(total);
  const weightOfAll = f64x2.extract_lane(all, 0);
  let sum = missing ? v128.load(bins) : f64x2.splat(0);
  let place = -1;
  let larger = 0;
  for (let i = first; i < last; i++) {
    sum = f64x2.add(sum, v128.load(bins + (<usize>metBin(i) << 4)));
    const weight = f64x2.extract_lane(sum, 0);
    if (weight < leastWeight) continue;
    const rest = f64x2.sub(all, sum);
    if (f64x2.extract_lane(rest, 0) < leastWeight) break;
    const truths = v128.shuffle<f64>(sum, rest, 1, 3);
    const scores = f64x2.div(f64x2.mul(truths, truths), v128.shuffle<f64>(sum, rest, 0, 2));
    const score = f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1);
    if (!(score > beat())) continue;
    best = score;
    place = i;
    larger = i32(weight * 2 > weightOfAll);
  }
  if (place < 0) return;
  const bin = metBin(place);
  column = c;
  lastLeft = place + 1 < metCount ? (bin + metBin(place + 1) - 1) >>> 1 : bin;
  missingLeft = first ? missing : larger;
}

function tryCategories(c: i32): void {
  if (load<f64>(settings + RANDOM) == 1) {
    memory.copy(ranked, met, <usize>metCount << 2);
    for (let i = metCount - 1; i > 0; i--) swap(ranked, i, drawBelow(state, i + 1));
    const size = 1 + drawBelow(state, metCount - 1);
    tryPrefixes(c, size, size);
    return;
  }
  for (let k = 1; k < width; k++) {
    for (let i = 0; i < metCount; i++) {
      const b = metBin(i);
      const at = bins + <usize>b * bytes;
      const mean = load<f64>(at + (<usize>k << 3)) / load<f64>(at);
      let j = <usize>i;
      for (; j > 0 && load<f64>(means + ((j - 1) << 3)) > mean; j--) {
        store<f64>(means + (j << 3), load<f64>(means + ((j - 1) << 3)));
        store<i32>(ranked + (j << 2), load<i32>(ranked + ((j - 1) << 2)));
      }
      store<f64>(means + (j << 3), mean);
      store<i32>(ranked + (j << 2), b);
    }
    tryPrefixes(c, 1, metCount - 1);
  }
}

function tryPrefixes(c: i32, from: i32, to: i32): void {
  memory.fill(left, 0, bytes);
  for (let size = 1; size <= to; size++) {
    addLeft(load<i32>(ranked + (<usize>(size - 1) << 2)));
    if (size < from || !raises()) continue;
    memory.fill(set, leftIsLarger() ? 255 : 0, 32);
    for (let i = 0; i < metCount; i++) setBit(metBin(i), 0);
    for (let i = 0; i < size; i++) setBit(load<i32>(ranked + (<usize>i << 2)), 1);
    column = c;
    lastLeft = -1;
    missingLeft = load<i32>(set) & 1;
  }
}

function setBit(bin: i32, to: i32): void {
  const word = set + (<usize>(bin >>> 5) << 2);
  const bit = <u32>1 << (bin & 31);
  store<u32>(word, to ? load<u32>(word) | bit : load<u32>(word) & ~bit);
}

function addLeft(bin: i32): void {
  const at = bins + <usize>bin * bytes;
  for (let k: usize = 0; k < bytes; k += 8)
    store<f64>(left + k, load<f64>(left + k) + load<f64>(at + k));
}

function leftIsLarger(): i32 {
  return i32(load<f64>(left) * 2 > load<f64>(total));
}

/** What the score of a cut must exceed. */
// @ts-ignore: decorator
@inline
function beat(): f64 {
  return best * (1 + 1e-12) + 5e-324;
}

function raises(): bool {
  const weight = load<f64>(left);
  const rest = load<f64>(total) - weight;
  if (weight < leastWeight || rest < leastWeight) return false;
  let a: f64 = 0;
  let b: f64 = 0;
  for (let k: usize = 8; k < bytes; k += 8) {
    const l = load<f64>(left + k);
    const right = load<f64>(total + k) - l;
    a += l * l;
    b += right * right;
  }
  const score = a / weight + b / rest;
  if (!(score > beat())) return false;
  best = score;
  return true;
}

function scoreOfAll(): f64 {
  let squares: f64 = 0;
  for (let k: usize = 8; k < bytes; k += 8) squares += load<f64>(total + k) * load<f64>(total + k);
  return squares / load<f64>(total);
}

function pure(): bool {
  if (load<f64>(settings + CLASSES) == 0) return false;
  for (let k: usize = 8; k < bytes; k += 8) if (load<f64>(total + k) == load<f64>(total)) return true;
  return width == 2 && load<f64>(total + 8) == 0;
}

function swap(values: usize, i: i32, j: i32): void {
  const a = values + (<usize>i << 2);
  const b = values + (<usize>j << 2);
  const held = load<i32>(a);
  store<i32>(a, load<i32>(b));
  store<i32>(b, held);
}
