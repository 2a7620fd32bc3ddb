/** Columns of a block: their bins are 16 bytes, which one instruction reads. */
export const BLOCK = 16;

/** Blocks whose bytes lie side by side in the record of a row: 64 bytes at most, which memory hands out at once. */
export const GROUP = 4;

/** Numbers that an entry of a histogram takes here; the twin packs them in 2. */
const ENTRY = 3;

/** How many numbers an entry of a histogram takes: it is for these kernels alone to read. */
export const histogramEntry = (): number => ENTRY;

/** Bytes that `countRows` of one part works in. */
export const SCRATCH = 256 * BLOCK * (1 + GROUP);

/**
 * Add rows order[start..end) to the histograms of the columns of one group of blocks.
 *
 * order            rows; with `inOrder` 1 every row stands at its own number, which is quicker
 * records [..]     of each row `width` bins, a multiple of BLOCK, from byte `at`
 * packed [2 * rows], hessBits, sumBits   see kernels/pack-derivatives.ts
 * hist [..]        from entry `first`: `stride` entries a column
 * columns          of the group, 1..width
 * scratch [..]     SCRATCH bytes from `scratchAt`
 *
 * Whole numbers, so exact up to 2^53, in any order. O((end - start) x columns), allocates nothing. Histogram trick: Ke et
 * al. 2017 (LightGBM), algorithm 1.
 */
export function countRows(
  records: Uint8Array,
  at: number,
  width: number,
  order: Int32Array,
  inOrder: number,
  start: number,
  end: number,
  packed: Int32Array,
  hessBits: number,
  _sumBits: number,
  hist: Float64Array,
  first: number,
  stride: number,
  columns: number,
  _scratch: Uint8Array,
  _scratchAt: number,
): void {
  const mask = 2 ** hessBits - 1;
  for (let i = start; i < end; i++) {
    const row = inOrder === 1 ? i : order[i]!;
    const grad = packed[2 * row]!;
    const word = packed[2 * row + 1]!;
    const hess = word & mask;
    const weight = word >>> hessBits;
    const record = at + row * width;
    for (let c = 0; c < columns; c++) {
      const k = (first + c * stride + records[record + c]!) * ENTRY;
      hist[k] = hist[k]! + grad;
      hist[k + 1] = hist[k + 1]! + hess;
      hist[k + 2] = hist[k + 2]! + weight;
    }
  }
}

/** Set n entries to nothing. */
export function clearHistogram(hist: Float64Array, n: number): void {
  hist.fill(0, 0, n * ENTRY);
}

/** to += from, over n entries from the first of each. */
export function addHistogram(to: Float64Array, from: Float64Array, n: number): void {
  for (let i = 0; i < n * ENTRY; i++) to[i] = to[i]! + from[i]!;
}

/** parent -= child, over n entries: the histogram of the other child at the cost of its bins, not of its rows. */
export function subtractHistogram(parent: Float64Array, child: Float64Array, n: number): void {
  for (let i = 0; i < n * ENTRY; i++) parent[i] = parent[i]! - child[i]!;
}

/**
 * Sums of n bins as numbers: out [3 * n] gradient, Hessian and weight of a bin side by side.
 *
 * hist from entry `first`. Units are powers of two: nothing is rounded below 2^53 units. O(n).
 */
export function readHistogram(
  hist: Float64Array,
  first: number,
  n: number,
  _sumBits: number,
  gradUnit: number,
  hessUnit: number,
  weightUnit: number,
  out: Float64Array,
): void {
  for (let b = 0; b < n; b++) {
    const k = (first + b) * ENTRY;
    out[3 * b] = hist[k]! * gradUnit;
    out[3 * b + 1] = hist[k + 1]! * hessUnit;
    out[3 * b + 2] = hist[k + 2]! * weightUnit;
  }
}
