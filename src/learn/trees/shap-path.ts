/**
 * The columns met on the way down a tree, each with the share of subsets that pass when its value is unknown (`zero`:
 * the share of training rows that went this way) and known (`one`: 1 when the row goes this way, else 0), and
 * `weight[i]`, the summed Shapley weight of subsets of i known columns. Entry 0 stands for no column.
 *
 * Functions below speak of the path whose entry 0 is at index `at`. Names as in Lundberg et al. 2018, algorithm 2.
 */
export interface ShapPath {
  readonly column: Int32Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;
}

/** Room for the paths of every node on the way to the deepest leaf, one behind the other. */
export function shapPath(depth: number): ShapPath {
  const room = ((depth + 1) * (depth + 2)) / 2;
  return {
    column: new Int32Array(room),
    zero: new Float64Array(room),
    one: new Float64Array(room),
    weight: new Float64Array(room),
  };
}

/** Copy `length` entries. */
export function copyPath(path: ShapPath, from: number, at: number, length: number): void {
  path.column.copyWithin(at, from, from + length);
  path.zero.copyWithin(at, from, from + length);
  path.one.copyWithin(at, from, from + length);
  path.weight.copyWithin(at, from, from + length);
}

/** Add a column as entry `last`, and let every subset grow by it or not. */
export function extend(
  path: ShapPath,
  at: number,
  last: number,
  zero: number,
  one: number,
  column: number,
): void {
  const { weight } = path;
  path.column[at + last] = column;
  path.zero[at + last] = zero;
  path.one[at + last] = one;
  weight[at + last] = last === 0 ? 1 : 0;
  for (let i = last - 1; i >= 0; i--) {
    const w = weight[at + i]!;
    weight[at + i + 1] = weight[at + i + 1]! + (one * w * (i + 1)) / (last + 1);
    weight[at + i] = (zero * w * (last - i)) / (last + 1);
  }
}

/** Undo `extend` of entry i, whenever it was added: `last` is the last entry before, entries after i move up. */
export function unwind(path: ShapPath, at: number, last: number, i: number): void {
  const { weight } = path;
  const zero = path.zero[at + i]!;
  const one = path.one[at + i]!;
  let carried = weight[at + last]!;
  for (let j = last - 1; j >= 0; j--) {
    const w = weight[at + j]!;
    if (one === 0) weight[at + j] = (w * (last + 1)) / (zero * (last - j));
    else {
      const without = (carried * (last + 1)) / ((j + 1) * one);
      weight[at + j] = without;
      carried = w - (without * zero * (last - j)) / (last + 1);
    }
  }
  path.column.copyWithin(at + i, at + i + 1, at + last + 1);
  path.zero.copyWithin(at + i, at + i + 1, at + last + 1);
  path.one.copyWithin(at + i, at + i + 1, at + last + 1);
}

/** Sum of the weights that `unwind` of entry i would leave. */
export function unwoundSum(path: ShapPath, at: number, last: number, i: number): number {
  const { weight } = path;
  const zero = path.zero[at + i]!;
  const one = path.one[at + i]!;
  let carried = weight[at + last]!;
  let sum = 0;
  for (let j = last - 1; j >= 0; j--) {
    const w = weight[at + j]!;
    if (one === 0) sum += (w * (last + 1)) / (zero * (last - j));
    else {
      const without = (carried * (last + 1)) / ((j + 1) * one);
      sum += without;
      carried = w - (without * zero * (last - j)) / (last + 1);
    }
  }
  return sum;
}
