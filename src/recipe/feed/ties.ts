import type { State, Tensor } from '../../contracts/state.ts';
import { PairSlots } from '../../table/pair-slots.ts';
import { Rooms } from '../../table/rooms.ts';
import { RowChunks } from '../../table/row-chunks.ts';

const NOBODY = new Int32Array(0);
/** Lists that are kept ready, of those who were asked for last. */
const MOST_ARRAYS = 20_000;

/**
 * Who is tied to whom, since when and how closely. A look is O(1), whoever has however many ties. 33 bytes a tie beside
 * those of the pairs.
 */
export class Ties {
  #pairs = new PairSlots();
  /** [pairs] since when, NaN = there is no tie any more; and how closely. */
  readonly #rows = new RowChunks(2, (length) => new Float64Array(length));
  /** By one who has ties: the slots of his pairs, ascending. */
  #slots = slotLists();
  /** To whom, as it was last asked for. */
  readonly #arrays = new Map<number, Int32Array>();

  /** Tie them; a tie that there is keeps its age, and takes the closeness where one is told. */
  add(from: number, to: number, since: number, closeness: number): void {
    const before = this.#pairs.size;
    const slot = this.#pairs.add(from, to);
    if (slot === before) this.#append(from, slot);
    const { cells, at } = this.#row(slot);
    if (slot === before || Number.isNaN(cells[at])) {
      cells[at] = since;
      cells[at + 1] = closeness;
      this.#arrays.delete(from);
    } else if (!Number.isNaN(closeness)) cells[at + 1] = closeness;
  }

  #row(slot: number) {
    return { cells: this.#rows.chunkOf(slot), at: this.#rows.fromOf(slot) };
  }

  #append(from: number, slot: number): void {
    this.#rows.reach(slot + 1);
    const length = this.#slots.lengthOf(from);
    this.#slots.resize(from, length + 1);
    this.#slots.chunkOf(from).slot[this.#slots.fromOf(from) + length] = slot;
  }

  remove(from: number, to: number): void {
    const slot = this.#pairs.find(from, to);
    if (slot < 0) return;
    const { cells, at } = this.#row(slot);
    cells.fill(Number.NaN, at, at + 2);
    this.#arrays.delete(from);
  }

  /** To whom there is a tie, in the order in which they first came to be. */
  of(from: number): Int32Array {
    const length = this.#slots.lengthOf(from);
    if (length === 0) return NOBODY;
    let array = this.#arrays.get(from);
    if (array === undefined) {
      if (this.#arrays.size === MOST_ARRAYS) this.#arrays.clear();
      const at = this.#slots.fromOf(from);
      const slots = this.#slots.chunkOf(from).slot.subarray(at, at + length);
      array = slots
        .filter((slot) => !Number.isNaN(this.#since(slot)))
        .map((slot) => this.#pairs.second(slot));
      this.#arrays.set(from, array);
    }
    return array;
  }

  /** When the tie came to be; -Infinity = it was always there, NaN = there is none. */
  since(from: number, to: number): number {
    if (from < 0 || to < 0) return Number.NaN;
    const slot = this.#pairs.find(from, to);
    return slot < 0 ? Number.NaN : this.#since(slot);
  }

  /** 0..1; NaN = no tie, or nobody knows. */
  closeness(from: number, to: number): number {
    if (from < 0 || to < 0) return Number.NaN;
    const slot = this.#pairs.find(from, to);
    if (slot < 0) return Number.NaN;
    const { cells, at } = this.#row(slot);
    return Number.isNaN(cells[at]) ? Number.NaN : cells[at + 1]!;
  }

  #since(slot: number): number {
    return this.#rows.chunkOf(slot)[this.#rows.fromOf(slot)]!;
  }

  /** Cut all ties from one, and to it. */
  erase(one: number): void {
    for (const to of this.of(one)) this.remove(one, to);
    for (let from = 0; from < this.#slots.keys; from++) this.remove(from, one);
  }

  state(): Readonly<Record<string, Tensor>> {
    const rows = this.#rows.joined();
    const column = (at: number) =>
      Float64Array.from({ length: this.#pairs.size }, (_, i) => rows[2 * i + at]!);
    return { pairs: this.#pairs.pairs(), since: column(0), closeness: column(1) };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ pairs, since, closeness }: State['arrays']): void {
    if (
      !(pairs instanceof Float64Array && since instanceof Float64Array && closeness instanceof Float64Array)
    )
      throw new Error('its arrays are not those of ties');
    if (since.length !== pairs.length || closeness.length !== pairs.length)
      throw new Error('its ties have other lengths');
    this.#pairs = PairSlots.from(pairs);
    this.#slots = slotLists();
    this.#arrays.clear();
    this.#rows.reach(pairs.length);
    const counts: number[] = [];
    this.#pairs.each((from) => {
      counts[from] = (counts[from] ?? 0) + 1;
    });
    counts.forEach((count, from) => {
      this.#slots.resize(from, count);
    });
    const written = new Int32Array(counts.length);
    this.#pairs.each((from, _, slot) => {
      this.#slots.chunkOf(from).slot[this.#slots.fromOf(from) + written[from]!++] = slot;
      const { cells, at } = this.#row(slot);
      cells[at] = since[slot]!;
      cells[at + 1] = closeness[slot]!;
    });
  }
}

const slotLists = () => new Rooms(Infinity, (places) => ({ slot: new Int32Array(places) }));
