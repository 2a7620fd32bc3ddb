import type { Kernels } from '../../contracts/kernels.ts';
import type { Forest } from './forest.ts';

/** Lines are copied so many bytes at a time. */
const STEP = 16;

/**
 * What every category of one column answers to all sets that splits ask of it, a byte for each: 0 when it is in the
 * set, 1 when it is not. Categories that no set tells apart share a line, so that lines stay few however many there are.
 */
export interface SetAnswers {
  readonly column: number;
  readonly cardinality: number;
  /** Bytes of a line, a multiple of 16; those past the last set are 0. */
  readonly width: number;
  /** [1 + cardinality] line of each code; the first is that of a missing or unknown one. */
  readonly lineOf: Int32Array;
  /** [lines x width] */
  readonly lines: Uint8Array;
}

/** outside: of each set, bit 1 + code: the category is out of it; bit 0: a missing one is. O(sets x cardinality). */
export function answersOf(
  kernels: Kernels,
  column: number,
  cardinality: number,
  outside: readonly Uint32Array[],
): SetAnswers {
  const width = STEP * Math.ceil(outside.length / STEP);
  const lineOf = kernels.i32(1 + cardinality);
  let count = 1;
  for (const set of outside) {
    const parted = new Map<number, number>();
    for (let code = 0; code <= cardinality; code++) {
      const answer = 2 * lineOf[code]! + bitOf(set, code);
      const line = parted.get(answer) ?? parted.size;
      parted.set(answer, line);
      lineOf[code] = line;
    }
    count = parted.size;
  }
  const lines = kernels.u8(count * width);
  for (let code = 0; code <= cardinality; code++)
    outside.forEach((set, i) => {
      lines[lineOf[code]! * width + i] = bitOf(set, code);
    });
  return { column, cardinality, width, lineOf, lines };
}

const bitOf = (words: Uint32Array, at: number): number => (words[at >>> 5]! >>> (at & 31)) & 1;

/** The complement of the set of a node, every bit moved up by one to make room for missing in bit 0. */
export function outsideOf({ arrays }: Forest, node: number): Uint32Array {
  const { set, sets, missingLeft, column, cardinality } = arrays;
  const codes = cardinality[column[node]!]!;
  const words = new Uint32Array(Math.ceil((codes + 1) / 32));
  if (missingLeft[node] === 0) words[0] = 1;
  for (let code = 0; code < codes; code++) {
    const inside = (sets[set[node]! + (code >>> 5)]! >>> (code & 31)) & 1;
    const at = code + 1;
    if (inside === 0) words[at >>> 5] = words[at >>> 5]! | (1 << (at & 31));
  }
  return words;
}
