/** Events that a chunk of memory holds. */
const CHUNK_EVENTS = 1 << 14;
const SMALLEST = 4;
/** Seconds that stand for a time that nobody knows: such events come before all others. */
const UNKNOWN = 0;

/** Room for the histories of many users that have the same number of places. */
interface SizeClass {
  readonly places: number;
  readonly perChunk: number;
  readonly chunks: {
    readonly item: Int32Array;
    readonly weight: Uint16Array;
    readonly second: Uint32Array;
  }[];
  /** Rooms that were given back. */
  readonly free: number[];
  rooms: number;
}

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
  readonly #classes: SizeClass[] = [];
  readonly #weights = new Weights();
  #class = new Uint8Array(0);
  #room = new Int32Array(0);
  #length = new Int32Array(0);

  /** @param most events that are kept of each user */
  constructor(most: number) {
    this.most = most;
    for (let places = Math.min(SMALLEST, most); ; places = nextSize(places, most)) {
      const perChunk = Math.max(1, Math.floor(CHUNK_EVENTS / places));
      this.#classes.push({ places, perChunk, chunks: [], free: [], rooms: 0 });
      if (places === most) return;
    }
  }

  /** Memory for `count` users, those that there are keeping what they have. */
  grow(count: number): void {
    if (count <= this.#length.length) return;
    const size = Math.max(count, Math.ceil(this.#length.length * 1.5), 1024);
    this.#class = larger(new Uint8Array(size), this.#class);
    this.#room = larger(new Int32Array(size), this.#room);
    this.#length = larger(new Int32Array(size), this.#length);
  }

  lengthOf(user: number): number {
    return this.#length[user] ?? 0;
  }

  /**
   * Note an event. Answers false where it changes nothing: the same event (item, weight and second) is there, or the
   * history is full of later ones. O(most).
   *
   * @param at milliseconds since 1970, NaN unknown
   */
  add(user: number, item: number, weight: number, at: number): boolean {
    this.grow(user + 1);
    const second = secondOf(at);
    const length = this.#length[user]!;
    const code = this.#weights.codeOf(weight);
    if (length > 0 && this.#stands(user, item, code, second)) return false;
    if (length === this.most) {
      if (!this.#dropOldest(user, second)) return false;
    } else this.#makeRoom(user, length + 1);
    const { item: items, weight: weights, second: seconds, from } = this.#of(user);
    let place = this.#length[user]!;
    while (place > 0 && seconds[from + place - 1]! > second) {
      items[from + place] = items[from + place - 1]!;
      weights[from + place] = weights[from + place - 1]!;
      seconds[from + place] = seconds[from + place - 1]!;
      place--;
    }
    items[from + place] = item;
    weights[from + place] = code;
    seconds[from + place] = second;
    this.#length[user]! += 1;
    return true;
  }

  /** Take over the events start .. end - 1 of a table, which are in order; the newest where they are too many. O(events). */
  load(
    user: number,
    events: { readonly item: Int32Array; readonly weight: Float32Array; readonly at: Float64Array },
    start: number,
    end: number,
  ): void {
    this.grow(user + 1);
    const first = Math.max(start, end - this.most);
    this.#makeRoom(user, end - first);
    const { item, weight, second, from } = this.#of(user);
    for (let i = first; i < end; i++) {
      item[from + i - first] = events.item[i]!;
      weight[from + i - first] = this.#weights.codeOf(events.weight[i]!);
      second[from + i - first] = secondOf(events.at[i]!);
    }
    this.#length[user] = end - first;
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
    if (this.lengthOf(user) === 0) return;
    giveBack(this.#classes[this.#class[user]!]!, this.#room[user]!);
    this.#length[user] = 0;
    this.#class[user] = 0;
  }

  #of(user: number) {
    const size = this.#classes[this.#class[user]!]!;
    const room = this.#room[user]!;
    const chunk = size.chunks[Math.floor(room / size.perChunk)]!;
    return { ...chunk, from: (room % size.perChunk) * size.places };
  }

  #stands(user: number, item: number, code: number, second: number): boolean {
    const { item: items, weight: weights, second: seconds, from } = this.#of(user);
    for (let i = from + this.#length[user]! - 1; i >= from && seconds[i]! >= second; i--)
      if (seconds[i] === second && items[i] === item && weights[i] === code) return true;
    return false;
  }

  #dropOldest(user: number, second: number): boolean {
    const { item, weight, second: seconds, from } = this.#of(user);
    if (seconds[from]! > second) return false;
    item.copyWithin(from, from + 1, from + this.most);
    weight.copyWithin(from, from + 1, from + this.most);
    seconds.copyWithin(from, from + 1, from + this.most);
    this.#length[user]! -= 1;
    return true;
  }

  /** See that the user has so many places, with what he has so far in the first of them. */
  #makeRoom(user: number, places: number): void {
    const length = this.#length[user]!;
    const before = this.#classes[this.#class[user]!]!;
    if (length > 0 && before.places >= places) return;
    const to = this.#classes.findIndex((c) => c.places >= places);
    const old = length > 0 ? this.#of(user) : undefined;
    const room = takeRoom(this.#classes[to]!);
    const oldRoom = this.#room[user]!;
    this.#class[user] = to;
    this.#room[user] = room;
    if (old === undefined) return;
    const { item, weight, second, from } = this.#of(user);
    item.set(old.item.subarray(old.from, old.from + length), from);
    weight.set(old.weight.subarray(old.from, old.from + length), from);
    second.set(old.second.subarray(old.from, old.from + length), from);
    giveBack(before, oldRoom);
  }
}

/** Nothing of a user is left in memory that others will get. */
function giveBack(size: SizeClass, room: number): void {
  const { item, weight, second } = size.chunks[Math.floor(room / size.perChunk)]!;
  const from = (room % size.perChunk) * size.places;
  for (const values of [item, weight, second]) values.fill(0, from, from + size.places);
  size.free.push(room);
}

function takeRoom(size: SizeClass): number {
  const free = size.free.pop();
  if (free !== undefined) return free;
  const room = size.rooms++;
  if (room === size.chunks.length * size.perChunk) {
    const events = size.perChunk * size.places;
    size.chunks.push({
      item: new Int32Array(events),
      weight: new Uint16Array(events),
      second: new Uint32Array(events),
    });
  }
  return room;
}

/** 4, 8, 12 ... 32, 40 ... 64, 80 ...: a fifth of what a busy user has is empty at most. */
const nextSize = (places: number, most: number): number =>
  Math.min(most, places + Math.max(SMALLEST, 2 ** (Math.floor(Math.log2(places)) - 2)));

const secondOf = (at: number): number => (at > 0 ? Math.min(2 ** 32 - 1, Math.floor(at / 1000)) : UNKNOWN);

function larger<A extends { set(from: A): void }>(to: A, from: A): A {
  to.set(from);
  return to;
}

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
