import { Rooms } from '../../../table/rooms.ts';

/** Seconds that stand for a time that nobody knows: such events come before all others. */
const UNKNOWN = 0;

/** Memory that a history is read into. */
export interface HistoryRoom {
  readonly item: Int32Array;
  readonly weight: Float32Array;
  readonly at: Float64Array;
}

/**
 * The newest events of each user, oldest first: 10 bytes an event, 9 a user, in rooms of 4, 8, 12 ... events that a user
 * outgrows. Times are kept to the second; a time at or before 1970 counts as unknown. Of weights each different one is kept
 * once; from the 65,537th on one takes the nearest of them.
 *
 * An event that comes late takes its place by time; when the history is full the oldest goes.
 */
export class UserHistories {
  readonly most: number;
  readonly #weights = new Weights();
  readonly #events: Rooms<{ item: Int32Array; weight: Uint16Array; second: Uint32Array }>;

  /** @param most events that are kept of each user */
  constructor(most: number) {
    this.most = most;
    this.#events = new Rooms(most, (places) => ({
      item: new Int32Array(places),
      weight: new Uint16Array(places),
      second: new Uint32Array(places),
    }));
  }

  /** Memory for `count` users, those that there are keeping what they have. */
  grow(count: number): void {
    this.#events.grow(count);
  }

  lengthOf(user: number): number {
    return this.#events.lengthOf(user);
  }

  /**
   * Note an event. Answers false where it changes nothing: the same event (item, weight and second) is there, or the
   * history is full of later ones. O(most).
   *
   * @param at milliseconds since 1970, NaN unknown
   */
  add(user: number, item: number, weight: number, at: number): boolean {
    const second = secondOf(at);
    const length = this.lengthOf(user);
    const code = this.#weights.codeOf(weight);
    if (length > 0 && this.#stands(user, item, code, second)) return false;
    if (length < this.most) this.#events.resize(user, length + 1);
    else if (!this.#dropOldest(user, second)) return false;
    const { item: items, weight: weights, second: seconds, from } = this.#of(user);
    let place = this.lengthOf(user) - 1;
    while (place > 0 && seconds[from + place - 1]! > second) {
      items[from + place] = items[from + place - 1]!;
      weights[from + place] = weights[from + place - 1]!;
      seconds[from + place] = seconds[from + place - 1]!;
      place--;
    }
    items[from + place] = item;
    weights[from + place] = code;
    seconds[from + place] = second;
    return true;
  }

  /** Take over the events start .. end - 1 of a table, which are in order; the newest where they are too many. O(events). */
  load(
    user: number,
    events: { readonly item: Int32Array; readonly weight: Float32Array; readonly at: Float64Array },
    start: number,
    end: number,
  ): void {
    const first = Math.max(start, end - this.most);
    this.#events.resize(user, end - first);
    if (first === end) return;
    const { item, weight, second, from } = this.#of(user);
    for (let i = first; i < end; i++) {
      item[from + i - first] = events.item[i]!;
      weight[from + i - first] = this.#weights.codeOf(events.weight[i]!);
      second[from + i - first] = secondOf(events.at[i]!);
    }
  }

  /** Copy the history of a user, oldest first; answers how many events it has. `out` has room for `most`. */
  read(user: number, out: HistoryRoom): number {
    const length = this.lengthOf(user);
    if (length === 0) return 0;
    const { item, weight, second, from } = this.#of(user);
    for (let i = 0; i < length; i++) {
      out.item[i] = item[from + i]!;
      out.weight[i] = this.#weights.of[weight[from + i]!]!;
      out.at[i] = second[from + i] === UNKNOWN ? Number.NaN : second[from + i]! * 1000;
    }
    return length;
  }

  /** Forget what a user did. */
  erase(user: number): void {
    this.#events.resize(user, 0);
  }

  #of(user: number) {
    return { ...this.#events.chunkOf(user), from: this.#events.fromOf(user) };
  }

  #stands(user: number, item: number, code: number, second: number): boolean {
    const { item: items, weight: weights, second: seconds, from } = this.#of(user);
    for (let i = from + this.lengthOf(user) - 1; i >= from && seconds[i]! >= second; i--)
      if (seconds[i] === second && items[i] === item && weights[i] === code) return true;
    return false;
  }

  /** Free the last place of a full history, unless all of it is later. */
  #dropOldest(user: number, second: number): boolean {
    const { item, weight, second: seconds, from } = this.#of(user);
    if (seconds[from]! > second) return false;
    for (const values of [item, weight, seconds]) values.copyWithin(from, from + 1, from + this.most);
    return true;
  }
}

const secondOf = (at: number): number => (at > 0 ? Math.min(2 ** 32 - 1, Math.floor(at / 1000)) : UNKNOWN);

const MOST_WEIGHTS = 2 ** 16;

/** Weights by a code each. There are few: a label rule knows some, and amounts repeat. */
class Weights {
  /** By code, as float32 has them. */
  readonly of: number[] = [];
  readonly #codes = new Map<number, number>();

  codeOf(weight: number): number {
    const value = Math.fround(weight);
    const code = this.#codes.get(value);
    if (code !== undefined) return code;
    if (this.of.length === MOST_WEIGHTS) return this.#nearest(value);
    this.#codes.set(value, this.of.length);
    return this.of.push(value) - 1;
  }

  #nearest(value: number): number {
    let best = 0;
    for (let c = 1; c < this.of.length; c++)
      if (Math.abs(this.of[c]! - value) < Math.abs(this.of[best]! - value)) best = c;
    return best;
  }
}
