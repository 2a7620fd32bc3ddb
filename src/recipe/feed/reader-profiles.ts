import type { State, Tensor } from '../../contracts/state.ts';
import { RowChunks } from '../../table/row-chunks.ts';
import type { PostVectors } from './post-vectors.ts';

/** Time after which what a reader took to counts half. */
const HALF_LIFE_MS = 7 * 86_400_000;

/** What each reader takes to, as a vector: the mean of those of the posts that he took to, of which each fades. */
export class ReaderProfiles {
  readonly #vectors: PostVectors;
  /** [readers x size] as of the newest event of each. */
  readonly #values: RowChunks<Float32Array<ArrayBuffer>>;
  /** [readers] the instant of the newest event, NaN = none, and the length of the vector. */
  readonly #facts = new RowChunks(2, (length) => new Float64Array(length));

  constructor(vectors: PostVectors) {
    this.#vectors = vectors;
    this.#values = new RowChunks(vectors.size, (length) => new Float32Array(length));
  }

  took(reader: number, post: number, at: number): void {
    const { size } = this.#vectors;
    if (size === 0) return;
    this.#reach(reader);
    const [values, from] = [this.#values.chunkOf(reader), this.#values.fromOf(reader)];
    const [facts, f] = [this.#facts.chunkOf(reader), this.#facts.fromOf(reader)];
    const newest = facts[f]!;
    const later = Number.isNaN(newest) || at >= newest;
    if (later && !Number.isNaN(newest)) {
      const left = 2 ** ((newest - at) / HALF_LIFE_MS);
      for (let i = from; i < from + size; i++) values[i]! *= left;
    }
    if (later) facts[f] = at;
    this.#vectors.addTo(post, later ? 1 : 2 ** ((at - newest) / HALF_LIFE_MS), values, from);
    let squared = 0;
    for (let i = from; i < from + size; i++) squared += values[i]! ** 2;
    facts[f + 1] = Math.sqrt(squared);
  }

  /** Cosine of a post and what the reader takes to, -1..1; 0 where nothing is known of one. */
  fits(reader: number, post: number): number {
    if (reader < 0 || reader >= this.#facts.size) return 0;
    const length = this.#facts.chunkOf(reader)[this.#facts.fromOf(reader) + 1]!;
    if (length === 0) return 0;
    return this.#vectors.times(post, this.#values.chunkOf(reader), this.#values.fromOf(reader)) / length;
  }

  erase(reader: number): void {
    if (reader >= this.#facts.size) return;
    const from = this.#values.fromOf(reader);
    this.#values.chunkOf(reader).fill(0, from, from + this.#vectors.size);
    this.#start(reader);
  }

  state(): Readonly<Record<string, Tensor>> {
    const facts = this.#facts.joined();
    const column = (at: number) =>
      Float64Array.from({ length: this.#facts.size }, (_, i) => facts[2 * i + at]!);
    return { values: this.#values.joined(), newest: column(0), length: column(1) };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ values, newest, length }: State['arrays']): void {
    if (!(values instanceof Float32Array && newest instanceof Float64Array && length instanceof Float64Array))
      throw new Error('its arrays are not those of what readers take to');
    if (values.length !== newest.length * this.#vectors.size || length.length !== newest.length)
      throw new Error(`profiles of ${this.#vectors.size} numbers a reader were expected`);
    this.#values.take(values as Float32Array<ArrayBuffer>);
    this.#facts.take(
      Float64Array.from({ length: 2 * newest.length }, (_, i) => (i % 2 === 0 ? newest : length)[i >> 1]!),
    );
  }

  #start(reader: number): void {
    const at = this.#facts.fromOf(reader);
    const facts = this.#facts.chunkOf(reader);
    facts[at] = Number.NaN;
    facts[at + 1] = 0;
  }

  #reach(reader: number): void {
    const before = this.#facts.size;
    this.#values.reach(reader + 1);
    this.#facts.reach(reader + 1);
    for (let r = before; r <= reader; r++) this.#start(r);
  }
}
