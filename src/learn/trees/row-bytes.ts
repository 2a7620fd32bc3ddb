import type { Kernels } from '../../contracts/kernels.ts';
import { edgesBelow } from '../../kernels/count-below.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Forest } from './forest.ts';

/**
 * What splits ask of a row, answered once a row instead of once a node: a byte for each question.
 *
 *     of numbers     how many of up to 255 thresholds lie below the value, so that `value <= threshold[k]` is `byte <= k`.
 *                    A missing value is 0 where the splits send it left, and 255, above every k, where they send it right
 *     of categories  0 when the row is in a set, 1 when it is not
 *     the last byte  always 0: what a leaf compares
 */
export class RowBytes {
  /** Bytes of one row. */
  readonly stride: number;
  /** [MOST_ROWS x stride] */
  readonly bytes: Uint8Array;
  readonly #kernels: Kernels;
  readonly #cardinality: Int32Array;
  readonly #numbers: readonly NumberQuestion[];
  readonly #sets: readonly SetQuestion[];
  /** A column of some rows, and the edges of each question, where kernels see them. */
  readonly #values: Float64Array;
  readonly #edges: readonly Float64Array[];

  constructor(
    kernels: Kernels,
    cardinality: Int32Array,
    numbers: readonly NumberQuestion[],
    sets: readonly SetQuestion[],
  ) {
    this.stride = numbers.length + sets.length + 1;
    this.bytes = kernels.u8(MOST_ROWS * this.stride);
    this.#kernels = kernels;
    this.#cardinality = cardinality;
    this.#numbers = numbers;
    this.#sets = sets;
    this.#values = kernels.f64(MOST_ROWS);
    this.#edges = numbers.map(({ edges }) => {
      const seen = kernels.f64(edges.length);
      seen.set(edges);
      return seen;
    });
  }

  /** Read row `row` of a column-major matrix into the first bytes. O(questions x log thresholds). */
  readOne({ data, rows }: Matrix, row: number): void {
    const { bytes } = this;
    let at = 0;
    for (const { column, edges, missing } of this.#numbers) {
      const v = data[column * rows + row]!;
      bytes[at++] = Number.isNaN(v) ? missing : edgesBelow(edges, edges.length, v);
    }
    this.#readSets(data, rows, row, at);
  }

  /** Read the n <= MOST_ROWS rows from `row` on. O(n x questions x log thresholds). */
  readMany({ data, rows }: Matrix, row: number, n: number): void {
    const { bytes, stride } = this;
    const values = this.#values;
    let known = -1;
    this.#numbers.forEach(({ column, edges, missing }, at) => {
      const from = column * rows + row;
      if (column !== known) values.set(data.subarray(from, from + n));
      known = column;
      this.#kernels.call.countBelow(values, n, this.#edges[at]!, edges.length, missing, bytes, at, stride);
    });
    for (let i = 0; i < n; i++) this.#readSets(data, rows, row + i, i * stride + this.#numbers.length);
  }

  #readSets(data: Float64Array, rows: number, row: number, at: number): void {
    let to = at;
    for (const { column, outside } of this.#sets) {
      const v = data[column * rows + row]!;
      const code = v >= 0 && v < this.#cardinality[column]! ? v + 1 : 0;
      this.bytes[to++] = (outside[code >>> 5]! >>> (code & 31)) & 1;
    }
  }
}

/** Rows whose answers are held at a time. */
export const MOST_ROWS = 256;

interface NumberQuestion {
  readonly column: number;
  /** Rising, 1 .. 255 of them. */
  readonly edges: Float64Array;
  readonly missing: 0 | 255;
}

interface SetQuestion {
  readonly column: number;
  /** Bit 1 + code: the category is out of the set; bit 0: a missing one is. */
  readonly outside: Uint32Array;
}

/** Where the answer to a node's question lies, and which answers go left: bytes up to `most`. */
export interface Asked {
  readonly byte: number;
  readonly most: number;
}

/** The different questions of a forest: many splits ask for the same few. O(nodes log nodes + sets x cardinality). */
export function questionsOf(
  kernels: Kernels,
  forest: Forest,
): { row: RowBytes; asked: (node: number) => Asked } {
  const { left, column, threshold, set, missingLeft, cardinality } = forest.arrays;
  const edges = new Map<number, Set<number>>();
  const sets = new Map<string, SetQuestion>();
  const setOf = new Map<number, string>();
  for (let node = 0; node < left.length; node++) {
    if (left[node] === 0) continue;
    if (set[node]! >= 0) {
      const question = { column: column[node]!, outside: outsideOf(forest, node) };
      const key = `${question.column}:${question.outside.join()}`;
      sets.set(key, question);
      setOf.set(node, key);
    } else {
      const key = 2 * column[node]! + missingLeft[node]!;
      const known = edges.get(key);
      if (known === undefined) edges.set(key, new Set([threshold[node]!]));
      else known.add(threshold[node]!);
    }
  }
  const numbers: NumberQuestion[] = [];
  const rising = new Map<number, { readonly first: number; readonly edges: Float64Array }>();
  for (const [key, values] of edges) {
    const sorted = Float64Array.from(values).sort();
    rising.set(key, { first: numbers.length, edges: sorted });
    for (let from = 0; from < sorted.length; from += MOST_EDGES)
      numbers.push({
        column: key >> 1,
        edges: sorted.subarray(from, from + MOST_EDGES),
        missing: (key & 1) === 1 ? 0 : 255,
      });
  }
  const setBytes = new Map([...sets.keys()].map((key, i) => [key, numbers.length + i]));
  return {
    row: new RowBytes(kernels, cardinality, numbers, [...sets.values()]),
    asked(node) {
      const key = setOf.get(node);
      if (key !== undefined) return { byte: setBytes.get(key)!, most: 0 };
      const { first, edges: all } = rising.get(2 * column[node]! + missingLeft[node]!)!;
      const at = edgesBelow(all, all.length, threshold[node]!);
      return { byte: first + Math.floor(at / MOST_EDGES), most: at % MOST_EDGES };
    },
  };
}

const MOST_EDGES = 255;

/** The complement of the set of a node, every bit moved up by one to make room for missing in bit 0. */
function outsideOf({ arrays }: Forest, node: number): Uint32Array {
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
