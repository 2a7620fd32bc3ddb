import type { State, Tensor } from '../../contracts/state.ts';
import type { PostVectors } from './post-vectors.ts';

/** Time after which what a reader took to counts half. */
const HALF_LIFE_MS = 7 * 86_400_000;

/** What each reader takes to, as a vector: the mean of those of the posts that he took to, of which each fades. */
export class ReaderProfiles {
  readonly #vectors: PostVectors;
  /** [readers x size] as of the newest event of each. */
  #values = new Float32Array(0);
  #newest = new Float64Array(0);
  /** Lengths of the vectors. */
  #length = new Float64Array(0);
  #readers = 0;

  constructor(vectors: PostVectors) {
    this.#vectors = vectors;
  }

  took(reader: number, post: number, at: number): void {
    const { size } = this.#vectors;
    if (size === 0) return;
    this.#reach(reader);
    const from = reader * size;
    const newest = this.#newest[reader]!;
    const later = Number.isNaN(newest) || at >= newest;
    if (later && !Number.isNaN(newest)) {
      const left = 2 ** ((newest - at) / HALF_LIFE_MS);
      for (let i = from; i < from + size; i++) this.#values[i]! *= left;
    }
    if (later) this.#newest[reader] = at;
    this.#vectors.addTo(post, later ? 1 : 2 ** ((at - newest) / HALF_LIFE_MS), this.#values, from);
    let squared = 0;
    for (let i = from; i < from + size; i++) squared += this.#values[i]! ** 2;
    this.#length[reader] = Math.sqrt(squared);
  }

  /** Cosine of a post and what the reader takes to, -1..1; 0 where nothing is known of one. */
  fits(reader: number, post: number): number {
    if (reader < 0 || reader >= this.#readers || this.#length[reader] === 0) return 0;
    const { size } = this.#vectors;
    return this.#vectors.times(post, this.#values, reader * size) / this.#length[reader]!;
  }

  erase(reader: number): void {
    if (reader >= this.#readers) return;
    const { size } = this.#vectors;
    this.#values.fill(0, reader * size, (reader + 1) * size);
    this.#newest[reader] = Number.NaN;
    this.#length[reader] = 0;
  }

  state(): Readonly<Record<string, Tensor>> {
    const n = this.#readers;
    return {
      values: this.#values.slice(0, n * this.#vectors.size),
      newest: this.#newest.slice(0, n),
      length: this.#length.slice(0, n),
    };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ values, newest, length }: State['arrays']): void {
    if (!(values instanceof Float32Array && newest instanceof Float64Array && length instanceof Float64Array))
      throw new Error('its arrays are not those of what readers take to');
    if (values.length !== newest.length * this.#vectors.size || length.length !== newest.length)
      throw new Error(`profiles of ${this.#vectors.size} numbers a reader were expected`);
    this.#values = values.slice();
    this.#newest = newest.slice();
    this.#length = length.slice();
    this.#readers = newest.length;
  }

  #reach(reader: number): void {
    this.#readers = Math.max(this.#readers, reader + 1);
    if (this.#readers <= this.#length.length) return;
    const room = Math.max(64, Math.ceil(this.#readers * 1.5));
    const values = new Float32Array(room * this.#vectors.size);
    const newest = new Float64Array(room).fill(Number.NaN);
    const length = new Float64Array(room);
    values.set(this.#values);
    newest.set(this.#newest);
    length.set(this.#length);
    this.#values = values;
    this.#newest = newest;
    this.#length = length;
  }
}
