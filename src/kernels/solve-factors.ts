const { fround } = Math;

/**
 * Least squares of many rows against one table, each by a few steps of conjugate gradients from where it stands:
 * (diag(spectrum + penalty[r]) + sum of strength h h') x_r = sum of strength h, over the rows h of the table that row r
 * names, in place.
 *
 * table [.. x size] in a basis in which its own squares, as `spectrum` [size] has them, are diagonal: they precondition, and
 * cost nothing. start [rows + 1], item, strength tell the rows of the table; penalty [rows]; x [rows x size]; rows
 * first .. last - 1 are solved. A row that names none becomes 0. `steps` at most, fewer when the residual has fallen to the
 * share `tolerance` of its square. scratch [3 x size]; size is a multiple of 8.
 *
 * A product of two vectors is summed in four lanes, which are added at the end: (0 + 2) + (1 + 3). O(entries x size) a step.
 */
export function solveFactors(
  first: number,
  last: number,
  start: Int32Array,
  item: Int32Array,
  strength: Float32Array,
  table: Float32Array,
  size: number,
  spectrum: Float32Array,
  penalty: Float32Array,
  x: Float32Array,
  steps: number,
  tolerance: number,
  scratch: Float32Array,
): void {
  const residual = scratch.subarray(0, size);
  const way = scratch.subarray(size, 2 * size);
  const image = scratch.subarray(2 * size, 3 * size);
  const entries = { item, strength, table, spectrum, from: 0, to: 0, penalty: 0 };
  for (let row = first; row < last; row++) {
    const at = x.subarray(row * size, (row + 1) * size);
    entries.from = start[row]!;
    entries.to = start[row + 1]!;
    entries.penalty = penalty[row]!;
    if (entries.from === entries.to) {
      at.fill(0);
      continue;
    }
    residualOf(entries, at, 1, residual);
    for (let j = 0; j < size; j++) way[j] = residual[j]! / fround(spectrum[j]! + entries.penalty);
    let square = dot(residual, 0, way);
    const least = fround(fround(tolerance) * square);
    for (let step = 0; step < steps; step++) {
      if (!(square > least)) break;
      residualOf(entries, way, 0, image);
      const length = fround(square / -dot(way, 0, image));
      if (!Number.isFinite(length)) break;
      for (let j = 0; j < size; j++) {
        at[j]! += fround(length * way[j]!);
        residual[j]! += fround(length * image[j]!);
        image[j] = residual[j]! / fround(spectrum[j]! + entries.penalty);
      }
      const next = dot(residual, 0, image);
      const keep = fround(next / square);
      for (let j = 0; j < size; j++) way[j] = image[j]! + fround(keep * way[j]!);
      square = next;
    }
  }
}

interface Entries {
  readonly item: Int32Array;
  readonly strength: Float32Array;
  readonly table: Float32Array;
  readonly spectrum: Float32Array;
  from: number;
  to: number;
  penalty: number;
}

/** out = sum of strength (target - h x) h - (spectrum + penalty) x. */
function residualOf(entries: Entries, x: Float32Array, target: number, out: Float32Array): void {
  const { item, strength, table, spectrum, from, to, penalty } = entries;
  const size = x.length;
  for (let j = 0; j < size; j++) out[j] = -fround(fround(spectrum[j]! + penalty) * x[j]!);
  for (let p = from; p < to; p++) {
    const h = item[p]! * size;
    const by = fround(strength[p]! * fround(target - dot(table, h, x)));
    for (let j = 0; j < size; j++) out[j]! += fround(by * table[h + j]!);
  }
}

/** a[from ..] times b, in four lanes. */
function dot(a: Float32Array, from: number, b: Float32Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let j = 0; j < b.length; j += 4) {
    s0 = fround(s0 + fround(a[from + j]! * b[j]!));
    s1 = fround(s1 + fround(a[from + j + 1]! * b[j + 1]!));
    s2 = fround(s2 + fround(a[from + j + 2]! * b[j + 2]!));
    s3 = fround(s3 + fround(a[from + j + 3]! * b[j + 3]!));
  }
  return fround(fround(s0 + s2) + fround(s1 + s3));
}
