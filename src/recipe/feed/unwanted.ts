import type { State, Tensor } from '../../contracts/state.ts';
import { PairSlots } from '../../table/pair-slots.ts';

/** Of what each reader wants to see no more: authors, or topics. */
export class Unwanted {
  #pairs = new PairSlots();

  /** An index of -1 is nobody, or nothing. */
  add(reader: number, what: number): void {
    if (reader >= 0 && what >= 0) this.#pairs.add(reader, what);
  }

  has(reader: number, what: number): boolean {
    return reader >= 0 && what >= 0 && this.#pairs.find(reader, what) >= 0;
  }

  /** O(all pairs). */
  erase(reader: number): void {
    const others = new PairSlots();
    this.#pairs.each((a, b) => {
      if (a !== reader) others.add(a, b);
    });
    this.#pairs = others;
  }

  state(): Readonly<Record<string, Tensor>> {
    return { pairs: this.#pairs.pairs() };
  }

  /** Throws Error when the array is of something else. */
  restore({ pairs }: State['arrays']): void {
    if (!(pairs instanceof Float64Array)) throw new Error('it does not tell what readers hide');
    this.#pairs = PairSlots.from(pairs);
  }
}
