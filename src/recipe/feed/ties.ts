import type { State, Tensor } from '../../contracts/state.ts';
import { PairSlots } from '../../table/pair-slots.ts';

const NOBODY = new Int32Array(0);
/** Lists that are kept ready, of those who were asked for last. */
const MOST_ARRAYS = 20_000;

/**
 * Who is tied to whom, since when and how closely. A look is O(1), whoever has however many ties. 33 bytes a tie beside
 * those of the pairs.
 */
export class Ties {
  #pairs = new PairSlots();
  /** [pairs] NaN = there is no tie any more. */
  #since = new Float64Array(64);
  #closeness = new Float64Array(64);
  /** By one who has ties: the slots of his pairs, ascending. */
  #slots: (number[] | undefined)[] = [];
  /** To whom, as it was last asked for. */
  readonly #arrays = new Map<number, Int32Array>();

  /** Tie them; a tie that there is keeps its age, and takes the closeness where one is told. */
  add(from: number, to: number, since: number, closeness: number): void {
    const before = this.#pairs.size;
    const slot = this.#pairs.add(from, to);
    if (slot === before) this.#append(from, slot);
    if (slot === before || Number.isNaN(this.#since[slot])) {
      this.#since[slot] = since;
      this.#closeness[slot] = closeness;
      this.#arrays.delete(from);
    } else if (!Number.isNaN(closeness)) this.#closeness[slot] = closeness;
  }

  #append(from: number, slot: number): void {
    if (slot === this.#since.length) {
      this.#since = doubled(this.#since);
      this.#closeness = doubled(this.#closeness);
    }
    let slots = this.#slots[from];
    if (slots === undefined) {
      slots = [];
      this.#slots[from] = slots;
    }
    slots.push(slot);
  }

  remove(from: number, to: number): void {
    const slot = this.#pairs.find(from, to);
    if (slot < 0) return;
    this.#since[slot] = Number.NaN;
    this.#closeness[slot] = Number.NaN;
    this.#arrays.delete(from);
  }

  /** To whom there is a tie, in the order in which they first came to be. */
  of(from: number): Int32Array {
    const slots = this.#slots[from];
    if (slots === undefined) return NOBODY;
    let array = this.#arrays.get(from);
    if (array === undefined) {
      if (this.#arrays.size === MOST_ARRAYS) this.#arrays.clear();
      const there = slots.filter((slot) => !Number.isNaN(this.#since[slot]));
      array = Int32Array.from(there, (slot) => this.#pairs.second(slot));
      this.#arrays.set(from, array);
    }
    return array;
  }

  /** When the tie came to be; -Infinity = it was always there, NaN = there is none. */
  since(from: number, to: number): number {
    if (from < 0 || to < 0) return Number.NaN;
    const slot = this.#pairs.find(from, to);
    return slot < 0 ? Number.NaN : this.#since[slot]!;
  }

  /** 0..1; NaN = no tie, or nobody knows. */
  closeness(from: number, to: number): number {
    if (from < 0 || to < 0) return Number.NaN;
    const slot = this.#pairs.find(from, to);
    return slot < 0 || Number.isNaN(this.#since[slot]) ? Number.NaN : this.#closeness[slot]!;
  }

  /** Cut all ties from one, and to it. */
  erase(one: number): void {
    for (const to of this.of(one)) this.remove(one, to);
    for (let from = 0; from < this.#slots.length; from++) this.remove(from, one);
  }

  state(): Readonly<Record<string, Tensor>> {
    const { size } = this.#pairs;
    return {
      pairs: this.#pairs.pairs(),
      since: this.#since.slice(0, size),
      closeness: this.#closeness.slice(0, size),
    };
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
    this.#slots = [];
    this.#arrays.clear();
    this.#since = new Float64Array(Math.max(64, since.length));
    this.#closeness = new Float64Array(Math.max(64, since.length));
    this.#pairs.each((from, _, slot) => {
      this.#append(from, slot);
    });
    this.#since.set(since);
    this.#closeness.set(closeness);
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * values.length);
  more.set(values);
  return more;
}
