const NONE = -1;

/** Different whole numbers in [0, 2^31): an open-addressing hash table over a typed array, no object a number. O(1) as a rule. */
export class NumberSet {
  #table: Int32Array;
  #size = 0;

  /** @param expected numbers that there is room for before it grows */
  constructor(expected: number) {
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(8, expected)))).fill(NONE);
  }

  get size(): number {
    return this.#size;
  }

  /** Of any number, -1 for none as well. */
  has(number: number): boolean {
    return number >= 0 && this.#table[this.#place(number)] === number;
  }

  /** False of a number that is there already. */
  add(number: number): boolean {
    const place = this.#place(number);
    if (this.#table[place] === number) return false;
    this.#table[place] = number;
    this.#size += 1;
    if (2 * this.#size > this.#table.length) this.#grow();
    return true;
  }

  clear(): void {
    this.#table.fill(NONE);
    this.#size = 0;
  }

  /** Where the number stands in the table, or would. Source: Knuth 1973, multiplicative hashing. */
  #place(number: number): number {
    const mask = this.#table.length - 1;
    let at = (Math.imul(number, 0x9e3779b1) >>> 8) & mask;
    while (this.#table[at] !== NONE && this.#table[at] !== number) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Int32Array(2 * before.length).fill(NONE);
    for (const number of before) if (number !== NONE) this.#table[this.#place(number)] = number;
  }
}
