import type { NewestFirst } from '../../contracts/feed-known.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import { Rooms } from '../../table/rooms.ts';

const NOTHING: NewestFirst & { timeOf(i: number): number } = {
  length: 0,
  at: () => -1,
  timeOf: () => Number.NaN,
};

/** A list that can also tell when. */
export interface TimedNewest extends NewestFirst {
  /** Instant of the i-th newest, milliseconds since 1970. */
  timeOf(i: number): number;
}

/**
 * Lists of whole numbers by key, of each the newest `most` by the instants that they come with; of equal instants the one
 * that came later is newer. A late one takes its place. O(1) an addition to a list that is not full, O(most) to one that is;
 * 12 bytes a number.
 */
export class NewestLists {
  readonly most: number;
  /** Oldest first. */
  #lists: Rooms<{ value: Int32Array; at: Float64Array }>;

  constructor(most: number) {
    this.most = most;
    this.#lists = listsOf(most);
  }

  add(key: number, value: number, at: number): void {
    const lists = this.#lists;
    const length = lists.lengthOf(key);
    if (length < this.most) lists.resize(key, length + 1);
    const chunk = lists.chunkOf(key);
    const from = lists.fromOf(key);
    if (length === this.most) {
      if (chunk.at[from]! > at) return;
      chunk.value.copyWithin(from, from + 1, from + length);
      chunk.at.copyWithin(from, from + 1, from + length);
    }
    let place = from + Math.min(length, this.most - 1);
    for (; place > from && chunk.at[place - 1]! > at; place--) {
      chunk.value[place] = chunk.value[place - 1]!;
      chunk.at[place] = chunk.at[place - 1]!;
    }
    chunk.value[place] = value;
    chunk.at[place] = at;
  }

  /** The list of a key, good until the next addition. */
  of(key: number): TimedNewest {
    const length = this.#lists.lengthOf(key);
    if (length === 0) return NOTHING;
    const { value, at } = this.#lists.chunkOf(key);
    const last = this.#lists.fromOf(key) + length - 1;
    return { length, at: (i) => value[last - i]!, timeOf: (i) => at[last - i]! };
  }

  erase(key: number): void {
    this.#lists.resize(key, 0);
  }

  /** Take a number out of every list. O(all lists). */
  without(gone: number): void {
    for (let key = 0; key < this.#lists.keys; key++) {
      const length = this.#lists.lengthOf(key);
      if (length === 0) continue;
      const { value, at } = this.#lists.chunkOf(key);
      const from = this.#lists.fromOf(key);
      let to = from;
      for (let i = from; i < from + length; i++) {
        if (value[i] === gone) continue;
        value[to] = value[i]!;
        at[to++] = at[i]!;
      }
      this.#lists.resize(key, to - from);
    }
  }

  /** All lists, oldest first, one key after the other. */
  state(): Readonly<Record<string, Tensor>> {
    const lists = this.#lists;
    const lengths = Int32Array.from({ length: lists.keys }, (_, key) => lists.lengthOf(key));
    const total = lengths.reduce((sum, n) => sum + n, 0);
    const [value, at] = [new Int32Array(total), new Float64Array(total)];
    let to = 0;
    lengths.forEach((length, key) => {
      if (length === 0) return;
      const chunk = lists.chunkOf(key);
      const from = lists.fromOf(key);
      value.set(chunk.value.subarray(from, from + length), to);
      at.set(chunk.at.subarray(from, from + length), to);
      to += length;
    });
    return { lengths, value, at };
  }

  /** Take up lists that `state` gave. Throws Error when they do not fit together. */
  restore({ lengths, value, at }: State['arrays']): void {
    if (!(lengths instanceof Int32Array && value instanceof Int32Array && at instanceof Float64Array))
      throw new Error('its arrays are not those of lists');
    const total = lengths.reduce((sum, n) => sum + n, 0);
    if (total !== value.length || total !== at.length || lengths.some((n) => n < 0 || n > this.most))
      throw new Error('its lists have other lengths');
    const lists = listsOf(this.most);
    lists.grow(lengths.length);
    let from = 0;
    lengths.forEach((length, key) => {
      if (length === 0) return;
      lists.resize(key, length);
      const chunk = lists.chunkOf(key);
      chunk.value.set(value.subarray(from, from + length), lists.fromOf(key));
      chunk.at.set(at.subarray(from, from + length), lists.fromOf(key));
      from += length;
    });
    this.#lists = lists;
  }
}

const listsOf = (most: number) =>
  new Rooms(most, (places) => ({ value: new Int32Array(places), at: new Float64Array(places) }));
