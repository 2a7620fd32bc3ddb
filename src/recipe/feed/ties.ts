import type { State, Tensor } from '../../contracts/state.ts';
import { PairSlots } from '../../table/pair-slots.ts';

const NOBODY = new Int32Array(0);

/** Who is tied to whom, since when and how closely. A look is O(1), whoever has however many ties. */
export class Ties {
  #pairs = new PairSlots();
  /** [pairs] NaN = there is no tie any more. */
  #since: number[] = [];
  #closeness: number[] = [];
  #lists: (number[] | undefined)[] = [];
  /** The same, as they were last asked for. */
  readonly #arrays = new Map<number, Int32Array>();

  /** Tie them; a tie that there is keeps its age, and takes the closeness where one is told. */
  add(from: number, to: number, since: number, closeness: number): void {
    const slot = this.#pairs.add(from, to);
    const there = this.#since[slot];
    if (there === undefined || Number.isNaN(there)) {
      this.#since[slot] = since;
      this.#closeness[slot] = closeness;
      let list = this.#lists[from];
      if (list === undefined) {
        list = [];
        this.#lists[from] = list;
      }
      list.push(to);
      this.#arrays.delete(from);
    } else if (!Number.isNaN(closeness)) this.#closeness[slot] = closeness;
  }

  remove(from: number, to: number): void {
    const slot = this.#pairs.find(from, to);
    if (slot < 0 || Number.isNaN(this.#since[slot])) return;
    this.#since[slot] = Number.NaN;
    this.#lists[from] = this.#lists[from]!.filter((other) => other !== to);
    this.#arrays.delete(from);
  }

  /** To whom there is a tie, in the order in which they came to be. */
  of(from: number): Int32Array {
    const list = this.#lists[from];
    if (list === undefined || list.length === 0) return NOBODY;
    let array = this.#arrays.get(from);
    if (array === undefined) {
      array = Int32Array.from(list);
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
    for (let from = 0; from < this.#lists.length; from++) this.remove(from, one);
  }

  state(): Readonly<Record<string, Tensor>> {
    const from: number[] = [];
    const to: number[] = [];
    this.#lists.forEach((list, one) => {
      for (const other of list ?? []) {
        from.push(one);
        to.push(other);
      }
    });
    return {
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      since: Float64Array.from(from, (one, i) => this.since(one, to[i]!)),
      closeness: Float64Array.from(from, (one, i) => this.closeness(one, to[i]!)),
    };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ from, to, since, closeness }: State['arrays']): void {
    if (!(from instanceof Int32Array && to instanceof Int32Array && from.length === to.length))
      throw new Error('its arrays are not those of ties');
    if (since?.length !== from.length || closeness?.length !== from.length)
      throw new Error('its ties have other lengths');
    this.#pairs = new PairSlots();
    this.#since = [];
    this.#closeness = [];
    this.#lists = [];
    this.#arrays.clear();
    for (let i = 0; i < from.length; i++) this.add(from[i]!, to[i]!, since[i]!, closeness[i]!);
  }
}
