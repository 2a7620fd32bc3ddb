import { RowChunks } from './row-chunks.ts';

/** Numbers of a key are below this: a pair is then a whole number that a float64 holds exactly. */
const BASE = 2 ** 26;
const NO_PAIR = -1;
/** Share of a table that is filled at most: beyond it, looking takes long. */
const MOST_FULL = 0.6;
/** Tables among which pairs are spread: a table that grows is that part of the whole. */
const TABLES = 256;
const SMALLEST = 8;

/**
 * Gives each pair of whole numbers in [0, 2^26) a slot: 0, 1, 2 ... in the order in which pairs come.
 *
 * Open-addressing hash tables over typed arrays: no object a pair, at most 33 bytes. O(1) as a rule; when a table is full,
 * a 256th of all pairs is laid out anew.
 */
export class PairSlots {
  /** [slots] the pair of each slot, as a * 2^26 + b. */
  readonly #pairs = new RowChunks(1, (length) => new Float64Array(length));
  readonly #tables: Int32Array[] = Array.from({ length: TABLES }, () => NOBODY);
  readonly #sizes = new Int32Array(TABLES);

  /** Slots given so far. */
  get size(): number {
    return this.#pairs.size;
  }

  /** The pairs, slot after slot: what a table is made of again. */
  pairs(): Float64Array<ArrayBuffer> {
    return this.#pairs.joined();
  }

  /** The second number of the pair of a slot. */
  second(slot: number): number {
    return this.#pairOf(slot) % BASE;
  }

  /** Visit each pair and its slot, in order. */
  each(visit: (a: number, b: number, slot: number) => void): void {
    for (let slot = 0; slot < this.size; slot++) {
      const pair = this.#pairOf(slot);
      visit(Math.floor(pair / BASE), pair % BASE, slot);
    }
  }

  /** The table of which `pairs` told. */
  static from(pairs: Float64Array): PairSlots {
    const slots = new PairSlots();
    for (const pair of pairs) slots.add(Math.floor(pair / BASE), pair % BASE);
    return slots;
  }

  /** The slot of a pair, or -1. */
  find(a: number, b: number): number {
    const h = hash(a, b);
    const table = this.#tables[h >>> 24]!;
    return table[this.#place(table, h, a * BASE + b)]!;
  }

  /** The slot of a pair, given now if it had none. */
  add(a: number, b: number): number {
    const h = hash(a, b);
    const pair = a * BASE + b;
    const t = h >>> 24;
    let table = this.#tables[t]!;
    let place = this.#place(table, h, pair);
    if (table[place] !== NO_PAIR) return table[place]!;
    if (this.#sizes[t]! + 1 > MOST_FULL * table.length) {
      table = this.#grown(table);
      this.#tables[t] = table;
      place = this.#place(table, h, pair);
    }
    const slot = this.size;
    this.#pairs.reach(slot + 1);
    this.#pairs.chunkOf(slot)[this.#pairs.fromOf(slot)] = pair;
    this.#sizes[t]! += 1;
    table[place] = slot;
    return slot;
  }

  #pairOf(slot: number): number {
    return this.#pairs.chunkOf(slot)[this.#pairs.fromOf(slot)]!;
  }

  /** Where the pair stands in its table, or would. */
  #place(table: Int32Array, h: number, pair: number): number {
    const mask = table.length - 1;
    let at = h & mask;
    for (;;) {
      const slot = table[at]!;
      if (slot === NO_PAIR || this.#pairOf(slot) === pair) return at;
      at = (at + 1) & mask;
    }
  }

  #grown(table: Int32Array): Int32Array {
    const more = new Int32Array(Math.max(SMALLEST, 2 * table.length)).fill(NO_PAIR);
    for (const slot of table) {
      if (slot === NO_PAIR) continue;
      const pair = this.#pairOf(slot);
      more[this.#place(more, hash(Math.floor(pair / BASE), pair % BASE), pair)] = slot;
    }
    return more;
  }
}

/** The table of no pairs, which all have before their first. */
const NOBODY = Int32Array.of(NO_PAIR);

/** The finaliser of MurmurHash3 over both numbers. Source: Appleby 2011. */
function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ b;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
