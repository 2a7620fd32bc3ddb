import type { PostChoice } from '../../contracts/feed-design.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import type { Frame } from '../../table/frame.ts';
import { RowChunks } from '../../table/row-chunks.ts';

/** What turns the text of a post into numbers. */
export interface OpenTexts {
  readonly size: number;
  /** To out[at .. at + size): of length 1, or 0 where no word is known. */
  write(text: string, out: Float32Array, at: number): void;
}

/**
 * The vectors of posts: what their texts say, and beside it what columns tell of an image or a video, each of length 1, or
 * 0 where nothing is known.
 */
export class PostVectors {
  /** Numbers a post; 0 = posts have neither. */
  readonly size: number;
  readonly #texts: OpenTexts | null;
  readonly #text: string | null;
  readonly #columns: readonly string[];
  /** [posts x size] */
  readonly #rows: RowChunks<Float32Array<ArrayBuffer>>;

  constructor({ text, vector }: Pick<PostChoice, 'text' | 'vector'>, texts: OpenTexts | null) {
    this.#texts = text === null ? null : texts;
    this.#text = text;
    this.#columns = vector;
    this.size = (this.#texts?.size ?? 0) + vector.length;
    this.#rows = new RowChunks(this.size, (length) => new Float32Array(length));
  }

  /** Take up what is known of a post now. */
  put(post: number, attributes: Frame): void {
    if (this.size === 0) return;
    this.#rows.reach(post + 1);
    const values = this.#rows.chunkOf(post);
    const from = this.#rows.fromOf(post);
    const texts = this.#texts?.size ?? 0;
    values.fill(0, from, from + this.size);
    const column = this.#text === null ? undefined : attributes.columns.get(this.#text);
    const text = column?.form === 'text' ? column.values[post] : undefined;
    if (typeof text === 'string') this.#texts?.write(text, values, from);
    this.#columns.forEach((name, i) => {
      const numbers = attributes.columns.get(name);
      const value = numbers?.form === 'number' ? numbers.values[post]! : 0;
      values[from + texts + i] = Number.isFinite(value) ? value : 0;
    });
    scale(values, from + texts, from + this.size);
    scale(values, from, from + this.size);
  }

  /** The cosine of two vectors, -1..1; 0 where nothing is known of one. */
  alike(a: number, b: number): number {
    const rows = this.#rows;
    if (a >= rows.size || b >= rows.size) return 0;
    return product(rows.chunkOf(a), rows.fromOf(a), rows.chunkOf(b), rows.fromOf(b), this.size);
  }

  /** The product of the vector of a post with values[from .. from + size). */
  times(post: number, values: Float32Array, from: number): number {
    const rows = this.#rows;
    return post < rows.size ? product(rows.chunkOf(post), rows.fromOf(post), values, from, this.size) : 0;
  }

  /** Add the vector of a post, so many times, to values[from .. from + size). */
  addTo(post: number, by: number, values: Float32Array, from: number): void {
    if (post >= this.#rows.size) return;
    const own = this.#rows.chunkOf(post);
    const at = this.#rows.fromOf(post);
    for (let d = 0; d < this.size; d++) values[from + d]! += by * own[at + d]!;
  }

  state(): Readonly<Record<string, Tensor>> {
    return { values: this.#rows.joined() };
  }

  /** Throws Error when the vectors have another size. */
  restore({ values }: State['arrays']): void {
    if (!(values instanceof Float32Array) || values.length % Math.max(1, this.size) !== 0)
      throw new Error(`vectors of ${this.size} numbers a post were expected`);
    this.#rows.take(values as Float32Array<ArrayBuffer>);
  }
}

function product(a: Float32Array, i: number, b: Float32Array, j: number, size: number): number {
  let sum = 0;
  for (let d = 0; d < size; d++) sum += a[i + d]! * b[j + d]!;
  return sum;
}

/** Make a part of length 1, where it is not 0. */
function scale(values: Float32Array, from: number, to: number): void {
  const length = Math.sqrt(product(values, from, values, from, to - from));
  if (length > 0) for (let i = from; i < to; i++) values[i]! /= length;
}
