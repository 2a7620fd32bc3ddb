/** Numbers that a chunk holds at most, where a row is shorter. */
const CHUNK_NUMBERS = 1 << 13;

/**
 * Rows of `width` numbers that grow by chunks: no row ever moves, and a new one waits for a chunk at most, never for a copy
 * of all others.
 */
export class RowChunks<A extends Float64Array | Float32Array | Uint32Array> {
  readonly width: number;
  readonly #make: (length: number) => A;
  readonly #chunks: A[] = [];
  /** A chunk has 2^shift rows. */
  readonly #shift: number;
  readonly #mask: number;
  #size = 0;

  /** @param make memory for so many numbers, all 0 */
  constructor(width: number, make: (length: number) => A) {
    this.width = width;
    this.#make = make;
    this.#shift = Math.max(0, Math.floor(Math.log2(CHUNK_NUMBERS / Math.max(1, width))));
    this.#mask = (1 << this.#shift) - 1;
  }

  /** Rows that there are. */
  get size(): number {
    return this.#size;
  }

  /** The chunk that holds a row. */
  chunkOf(row: number): A {
    return this.#chunks[row >>> this.#shift]!;
  }

  /** Where in its chunk a row begins. */
  fromOf(row: number): number {
    return (row & this.#mask) * this.width;
  }

  /** Have so many rows; new ones are 0. */
  reach(rows: number): void {
    if (rows <= this.#size) return;
    const chunkRows = this.#mask + 1;
    while (this.#chunks.length * chunkRows < rows) this.#chunks.push(this.#make(chunkRows * this.width));
    this.#size = rows;
  }

  /** All rows, one after the other. */
  joined(): A {
    const all = this.#make(this.#size * this.width);
    const chunk = (this.#mask + 1) * this.width;
    this.#chunks.forEach((values, c) => {
      all.set(values.subarray(0, Math.min(chunk, all.length - c * chunk)), c * chunk);
    });
    return all;
  }

  /** These rows in place of what there is. */
  take(all: A): void {
    this.#chunks.length = 0;
    this.#size = 0;
    this.reach(this.width === 0 ? 0 : all.length / this.width);
    const chunk = (this.#mask + 1) * this.width;
    this.#chunks.forEach((values, c) => {
      values.set(all.subarray(c * chunk, (c + 1) * chunk));
    });
  }
}
