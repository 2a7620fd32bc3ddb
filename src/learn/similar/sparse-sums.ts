/** Sums over few of many places, which cost nothing to clear. */
export class SparseSums {
  /** The places that were added to since `clear`: the first `count`, each once, as they came. */
  readonly places: Int32Array;
  count = 0;
  readonly #sums: Float64Array;
  readonly #round: Int32Array;
  #rounds = 1;

  constructor(size: number) {
    this.places = new Int32Array(size);
    this.#sums = new Float64Array(size);
    this.#round = new Int32Array(size);
  }

  /** O(1), but once in 2^31 times. */
  clear(): void {
    this.count = 0;
    this.#rounds = (this.#rounds + 1) | 0;
    if (this.#rounds > 0) return;
    this.#round.fill(0);
    this.#rounds = 1;
  }

  add(place: number, value: number): void {
    if (this.#round[place] === this.#rounds) this.#sums[place]! += value;
    else {
      this.#round[place] = this.#rounds;
      this.#sums[place] = value;
      this.places[this.count++] = place;
    }
  }

  /** The sum of a place that was added to. */
  at(place: number): number {
    return this.#sums[place]!;
  }
}
