import type { PostChoice } from '../../contracts/feed-design.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import type { Frame } from '../../table/frame.ts';

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
  #values = new Float32Array(0);
  #posts = 0;

  constructor({ text, vector }: Pick<PostChoice, 'text' | 'vector'>, texts: OpenTexts | null) {
    this.#texts = text === null ? null : texts;
    this.#text = text;
    this.#columns = vector;
    this.size = (this.#texts?.size ?? 0) + vector.length;
  }

  /** Take up what is known of a post now. */
  put(post: number, attributes: Frame): void {
    if (this.size === 0) return;
    this.#reach(post);
    const from = post * this.size;
    const texts = this.#texts?.size ?? 0;
    this.#values.fill(0, from, from + this.size);
    const column = this.#text === null ? undefined : attributes.columns.get(this.#text);
    const text = column?.form === 'text' ? column.values[post] : undefined;
    if (typeof text === 'string') this.#texts?.write(text, this.#values, from);
    this.#columns.forEach((name, i) => {
      const numbers = attributes.columns.get(name);
      const value = numbers?.form === 'number' ? numbers.values[post]! : 0;
      this.#values[from + texts + i] = Number.isFinite(value) ? value : 0;
    });
    scale(this.#values, from + texts, from + this.size);
    scale(this.#values, from, from + this.size);
  }

  /** The cosine of two vectors, -1..1; 0 where nothing is known of one. */
  alike(a: number, b: number): number {
    if (a >= this.#posts || b >= this.#posts) return 0;
    return product(this.#values, a * this.size, this.#values, b * this.size, this.size);
  }

  /** The product of the vector of a post with values[from .. from + size). */
  times(post: number, values: Float32Array, from: number): number {
    return post < this.#posts ? product(this.#values, post * this.size, values, from, this.size) : 0;
  }

  /** Add the vector of a post, so many times, to values[from .. from + size). */
  addTo(post: number, by: number, values: Float32Array, from: number): void {
    if (post >= this.#posts) return;
    for (let d = 0; d < this.size; d++) values[from + d]! += by * this.#values[post * this.size + d]!;
  }

  state(): Readonly<Record<string, Tensor>> {
    return { values: this.#values.slice(0, this.#posts * this.size) };
  }

  /** Throws Error when the vectors have another size. */
  restore({ values }: State['arrays']): void {
    if (!(values instanceof Float32Array) || values.length % Math.max(1, this.size) !== 0)
      throw new Error(`vectors of ${this.size} numbers a post were expected`);
    this.#values = values.slice();
    this.#posts = this.size === 0 ? 0 : values.length / this.size;
  }

  #reach(post: number): void {
    this.#posts = Math.max(this.#posts, post + 1);
    if (this.#posts * this.size <= this.#values.length) return;
    const more = new Float32Array(this.size * Math.max(64, post + 1, Math.ceil(this.#posts * 1.5)));
    more.set(this.#values);
    this.#values = more;
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
