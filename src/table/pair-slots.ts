/** Numbers of a key are below this: a pair is then a whole number that a float64 holds exactly. */
const BASE = 2 ** 26;
const NO_PAIR = -1;
/** Share of the table that is filled at most: beyond it, looking takes long. */
const MOST_FULL = 0.6;

/**
 * Gives each pair of whole numbers in [0, 2^26) a slot: 0, 1, 2 ... in the order in which pairs come.
 *
 * An open-addressing hash table over typed arrays: no object a pair, at most 33 bytes. O(1) as a rule.
 */
export class PairSlots {
  /** [slots] the pair of each slot, as a * 2^26 + b. */
  #pairs = new Float64Array(64);
  #table = new Int32Array(128).fill(NO_PAIR);
  #size = 0;

  /** Slots given so far. */
  get size(): number {
    return this.#size;
  }

  /** The pairs, slot after slot: what a table is made of again. */
  pairs(): Float64Array {
    return this.#pairs.slice(0, this.#size);
  }

  /** The second number of the pair of a slot. */
  second(slot: number): number {
    return this.#pairs[slot]! % BASE;
  }

  /** Visit each pair and its slot, in order. */
  each(visit: (a: number, b: number, slot: number) => void): void {
    for (let slot = 0; slot < this.#size; slot++)
      visit(Math.floor(this.#pairs[slot]! / BASE), this.#pairs[slot]! % BASE, slot);
  }

  /** The table of which `pairs` told. */
  static from(pairs: Float64Array): PairSlots {
    const slots = new PairSlots();
    for (const pair of pairs) slots.add(Math.floor(pair / BASE), pair % BASE);
    return slots;
  }

  /** The slot of a pair, or -1. */
  find(a: number, b: number): number {
    return this.#table[this.#place(a, b)]!;
  }

  /** The slot of a pair, given now if it had none. */
  add(a: number, b: number): number {
    const place = this.#place(a, b);
    const found = this.#table[place]!;
    if (found !== NO_PAIR) return found;
    if (this.#size + 1 > MOST_FULL * this.#table.length) {
      this.#grow();
      return this.add(a, b);
    }
    if (this.#size === this.#pairs.length) {
      const more = new Float64Array(2 * this.#size);
      more.set(this.#pairs);
      this.#pairs = more;
    }
    this.#pairs[this.#size] = a * BASE + b;
    this.#table[place] = this.#size;
    return this.#size++;
  }

  /** Where the pair stands in the table, or would. */
  #place(a: number, b: number): number {
    const mask = this.#table.length - 1;
    const pair = a * BASE + b;
    let at = hash(a, b) & mask;
    for (;;) {
      const slot = this.#table[at]!;
      if (slot === NO_PAIR || this.#pairs[slot] === pair) return at;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    this.#table = new Int32Array(2 * this.#table.length).fill(NO_PAIR);
    for (let slot = 0; slot < this.#size; slot++) {
      const pair = this.#pairs[slot]!;
      this.#table[this.#place(Math.floor(pair / BASE), pair % BASE)] = slot;
    }
  }
}

/** The finaliser of MurmurHash3 over both numbers. Source: Appleby 2011. */
function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ b;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
