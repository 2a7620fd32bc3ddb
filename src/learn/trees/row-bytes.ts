import type { Kernels } from '../../contracts/kernels.ts';
import { edgesBelow } from '../../kernels/count-below.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Forest } from './forest.ts';
import { answersOf, outsideOf, type SetAnswers } from './set-answers.ts';

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
  readonly #numbers: readonly NumberQuestion[];
  readonly #sets: readonly PlacedSets[];
  /** A column of some rows, and the edges of each question, where kernels see them. */
  readonly #values: Float64Array;
  readonly #edges: readonly Float64Array[];

  constructor(kernels: Kernels, numbers: readonly NumberQuestion[], sets: readonly SetAnswers[]) {
    const places = placesOf(numbers, sets);
    this.stride = places.at(-1)! + 1;
    this.bytes = kernels.u8(MOST_ROWS * this.stride);
    this.#kernels = kernels;
    this.#numbers = numbers;
    this.#values = kernels.f64(MOST_ROWS);
    this.#edges = numbers.map(({ edges }) => {
      const seen = kernels.f64(edges.length);
      seen.set(edges);
      return seen;
    });
    this.#sets = sets.map((answers, i) => {
      const of = (rows: number) => this.#answer(answers, places[i]!, rows);
      return { answers, at: places[i]!, answerOne: kernels.bind('answerSets', ...of(1)) };
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
    for (const { answers, answerOne } of this.#sets) {
      this.#values[0] = data[answers.column * rows + row]!;
      answerOne();
    }
  }

  /** Read the n <= MOST_ROWS rows from `row` on. O(n x questions x log thresholds). */
  readMany({ data, rows }: Matrix, row: number, n: number): void {
    const { bytes, stride } = this;
    const { call } = this.#kernels;
    const values = this.#values;
    let known = -1;
    const take = (column: number): void => {
      const from = column * rows + row;
      if (column !== known) values.set(data.subarray(from, from + n));
      known = column;
    };
    this.#numbers.forEach(({ column, edges, missing }, at) => {
      take(column);
      call.countBelow(values, n, this.#edges[at]!, edges.length, missing, bytes, at, stride);
    });
    for (const { answers, at } of this.#sets) {
      take(answers.column);
      call.answerSets(...this.#answer(answers, at, n));
    }
  }

  #answer(
    { cardinality, lineOf, lines, width }: SetAnswers,
    at: number,
    rows: number,
  ): Parameters<Kernels['call']['answerSets']> {
    return [this.#values, rows, cardinality, lineOf, lines, width, this.bytes, at, this.stride];
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

/** The sets of a column, the byte of the first of them, and how they are answered for one row. */
interface PlacedSets {
  readonly answers: SetAnswers;
  readonly at: number;
  readonly answerOne: () => void;
}

/** First byte of the sets of each column, which follow the numbers; the last is the byte after them. */
function placesOf(numbers: readonly NumberQuestion[], sets: readonly SetAnswers[]): number[] {
  const places = [numbers.length];
  for (const { width } of sets) places.push(places.at(-1)! + width);
  return places;
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
  const sets = new Map<number, Map<string, Uint32Array>>();
  const keyOf = new Map<number, string>();
  for (let node = 0; node < left.length; node++) {
    if (left[node] === 0) continue;
    const c = column[node]!;
    if (set[node]! >= 0) {
      const outside = outsideOf(forest, node);
      const key = outside.join();
      keyOf.set(node, key);
      sets.set(c, (sets.get(c) ?? new Map()).set(key, outside));
    } else {
      const key = 2 * c + missingLeft[node]!;
      edges.set(key, (edges.get(key) ?? new Set()).add(threshold[node]!));
    }
  }
  const { numbers, rising } = thresholdsOf(edges);
  const answers = Array.from(sets, ([c, asked]) =>
    answersOf(kernels, c, cardinality[c]!, [...asked.values()]),
  );
  const places = placesOf(numbers, answers);
  const byteOf = new Map(
    Array.from(sets, ([c, asked], i) => [
      c,
      new Map(Array.from(asked.keys(), (key, k) => [key, places[i]! + k])),
    ]),
  );
  return {
    row: new RowBytes(kernels, numbers, answers),
    asked(node) {
      const key = keyOf.get(node);
      if (key !== undefined) return { byte: byteOf.get(column[node]!)!.get(key)!, most: 0 };
      const { first, edges: all } = rising.get(2 * column[node]! + missingLeft[node]!)!;
      const at = edgesBelow(all, all.length, threshold[node]!);
      return { byte: first + Math.floor(at / MOST_EDGES), most: at % MOST_EDGES };
    },
  };
}

const MOST_EDGES = 255;

/** edges: by twice the column, plus 1 where missing values go left. The questions of each key stand side by side. */
function thresholdsOf(edges: ReadonlyMap<number, ReadonlySet<number>>): {
  numbers: NumberQuestion[];
  rising: Map<number, { readonly first: number; readonly edges: Float64Array }>;
} {
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
  return { numbers, rising };
}
