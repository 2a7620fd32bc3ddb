/** Sums over few of many places: clearing them costs no more than what was added. */
export class SparseSums {
  /** The places that were added to since `clear`: the first `count`, each once, as they came. */
  readonly places: Int32Array;
  count = 0;
  /** NaN where nothing was added. */
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.places = new Int32Array(size);
    this.#sums = new Float64Array(size).fill(Number.NaN);
  }

  /** O(places that were added to). */
  clear(): void {
    for (let i = 0; i < this.count; i++) this.#sums[this.places[i]!] = Number.NaN;
    this.count = 0;
  }

  /** Add a number, not NaN, to the sum of a place. */
  add(place: number, value: number): void {
    const sum = this.#sums[place]!;
    if (Number.isNaN(sum)) {
      this.#sums[place] = value;
      this.places[this.count++] = place;
    } else this.#sums[place] = sum + value;
  }

  /** The sum of a place that was added to. */
  at(place: number): number {
    return this.#sums[place]!;
  }
}
