import { murmur3 } from '../kernels/murmur3.ts';
import { RowChunks } from './row-chunks.ts';

const NOBODY = -1;
/** Where somebody stood who was removed. */
const REMOVED = -2;
/** Share of a table that is filled at most: beyond it, looking takes long. */
const MOST_FULL = 0.7;
/** Tables among which ids are spread: a table that grows is that part of the whole. */
const TABLES = 256;
const SMALLEST = 8;
const CHUNK_BYTES = 1 << 16;
/** Bytes before those of a text: its length, and whether a code unit has two of them. */
const HEAD = 4;

/**
 * Gives each id a slot: 0, 1, 2 ... in the order in which ids come. A slot is never given again.
 *
 * Ids are kept as bytes in chunks, found by open addressing: no object an id. About 20 bytes and its text each, where a Map
 * of strings takes some 90. When a table is full, a 256th of all ids is laid out anew.
 */
export class IdSlots {
  readonly #chunks: Uint8Array[] = [];
  /** Bytes in use of the last chunk. */
  #used = CHUNK_BYTES;
  /** [slots] where its text stands, and its hash. */
  readonly #facts = new RowChunks(2, (length) => new Uint32Array(length));
  readonly #tables: Int32Array[] = Array.from({ length: TABLES }, () => EMPTY);
  /** By table: places that are in use, of those who were removed too. */
  readonly #filled = new Int32Array(TABLES);
  #size = 0;

  /** Ids that have a slot. */
  get size(): number {
    return this.#size;
  }

  /** All ids that have a slot, in its order. O(ids) */
  *ids(): Generator<string> {
    for (let slot = 0; slot < this.#facts.size; slot++) {
      const id = this.#textOf(slot);
      if (this.find(id) === slot) yield id;
    }
  }

  /** The slot of an id, -1 = it has none. */
  find(id: string): number {
    const h = hash(id);
    const table = this.#tables[h >>> 24]!;
    return table[this.#place(table, h, id)]!;
  }

  /** The slot of an id, given now if it had none. */
  add(id: string): number {
    const h = hash(id);
    const t = h >>> 24;
    let table = this.#tables[t]!;
    let place = this.#place(table, h, id);
    if (table[place] !== NOBODY) return table[place]!;
    if (this.#filled[t]! + 1 > MOST_FULL * table.length) {
      table = this.#grow(t);
      place = this.#place(table, h, id);
    }
    const slot = this.#facts.size;
    this.#facts.reach(slot + 1);
    const [facts, at] = [this.#facts.chunkOf(slot), this.#facts.fromOf(slot)];
    facts[at] = this.#write(id);
    facts[at + 1] = h;
    table[place] = slot;
    this.#filled[t]! += 1;
    this.#size += 1;
    return slot;
  }

  /** Take an id out; nothing of its text is left. */
  remove(id: string): void {
    const h = hash(id);
    const table = this.#tables[h >>> 24]!;
    const place = this.#place(table, h, id);
    const slot = table[place]!;
    if (slot === NOBODY) return;
    const { bytes, at, length, wide } = this.#recordOf(slot);
    bytes.fill(0, at - HEAD, at + length * wide);
    const facts = this.#facts.chunkOf(slot);
    facts[this.#facts.fromOf(slot) + 1] = 0;
    table[place] = REMOVED;
    this.#size -= 1;
  }

  /** Where an id stands in its table, or the end of where it could. */
  #place(table: Int32Array, h: number, id: string): number {
    const mask = table.length - 1;
    for (let at = h & mask; ; at = (at + 1) & mask) {
      const slot = table[at]!;
      if (slot === NOBODY || (slot !== REMOVED && this.#hashOf(slot) === h && this.#is(slot, id))) return at;
    }
  }

  #grow(t: number): Int32Array {
    const slots = this.#tables[t]!.filter((slot) => slot >= 0);
    let length = SMALLEST;
    while (slots.length + 1 > (MOST_FULL / 2) * length) length *= 2;
    const table = new Int32Array(length).fill(NOBODY);
    for (const slot of slots) {
      let at = this.#hashOf(slot) & (length - 1);
      while (table[at] !== NOBODY) at = (at + 1) & (length - 1);
      table[at] = slot;
    }
    this.#tables[t] = table;
    this.#filled[t] = slots.length;
    return table;
  }

  #hashOf(slot: number): number {
    return this.#facts.chunkOf(slot)[this.#facts.fromOf(slot) + 1]!;
  }

  #recordOf(slot: number) {
    const start = this.#facts.chunkOf(slot)[this.#facts.fromOf(slot)]!;
    const bytes = this.#chunks[Math.floor(start / CHUNK_BYTES)]!;
    const at = start % CHUNK_BYTES;
    const length = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    return { bytes, at: at + HEAD, length, wide: bytes[at + 3]! };
  }

  #is(slot: number, id: string): boolean {
    const { bytes, at, length, wide } = this.#recordOf(slot);
    if (length !== id.length) return false;
    for (let i = 0; i < length; i++)
      if (unitOf(bytes, at + i * wide, wide) !== id.charCodeAt(i)) return false;
    return true;
  }

  #textOf(slot: number): string {
    const { bytes, at, length, wide } = this.#recordOf(slot);
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(unitOf(bytes, at + i * wide, wide));
    return text;
  }

  /** Keep a text; answers where it stands. */
  #write(id: string): number {
    const wide = isLatin(id) ? 1 : 2;
    const needs = HEAD + id.length * wide;
    if (this.#used + needs > CHUNK_BYTES) {
      this.#chunks.push(new Uint8Array(Math.max(CHUNK_BYTES, needs)));
      this.#used = 0;
    }
    const bytes = this.#chunks.at(-1)!;
    const start = this.#used;
    for (let b = 0; b < 3; b++) bytes[start + b] = (id.length >> (8 * b)) & 255;
    bytes[start + 3] = wide;
    for (let i = 0; i < id.length; i++)
      for (let b = 0; b < wide; b++) bytes[start + HEAD + i * wide + b] = (id.charCodeAt(i) >> (8 * b)) & 255;
    this.#used = start + needs;
    return (this.#chunks.length - 1) * CHUNK_BYTES + start;
  }
}

/** The table of no ids, which all have before their first. */
const EMPTY = Int32Array.of(NOBODY);

const hash = (id: string): number => murmur3(id, 0, id.length) >>> 0;

const isLatin = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return false;
  return true;
};

const unitOf = (bytes: Uint8Array, at: number, wide: number): number =>
  wide === 1 ? bytes[at]! : bytes[at]! | (bytes[at + 1]! << 8);
