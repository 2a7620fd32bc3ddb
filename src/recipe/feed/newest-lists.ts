import type { NewestFirst } from '../../contracts/feed-known.ts';
import type { State, Tensor } from '../../contracts/state.ts';

interface Room {
  /** Oldest first; the first `length` are in use. */
  value: Int32Array;
  at: Float64Array;
  length: number;
}

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
 * that came later is newer. A late one takes its place. O(1) an addition as a rule; 12 bytes a number, at most twice that.
 */
export class NewestLists {
  readonly most: number;
  #rooms: (Room | undefined)[] = [];

  constructor(most: number) {
    this.most = most;
  }

  add(key: number, value: number, at: number): void {
    let room = this.#rooms[key];
    if (room === undefined) {
      room = { value: new Int32Array(4), at: new Float64Array(4), length: 0 };
      this.#rooms[key] = room;
    }
    if (room.length === room.value.length) this.#makeRoom(room);
    let place = room.length++;
    for (; place > 0 && room.at[place - 1]! > at; place--) {
      room.value[place] = room.value[place - 1]!;
      room.at[place] = room.at[place - 1]!;
    }
    room.value[place] = value;
    room.at[place] = at;
  }

  /** The list of a key, good until the next addition. */
  of(key: number): TimedNewest {
    const room = this.#rooms[key];
    if (room === undefined) return NOTHING;
    const { value, at, length } = room;
    return {
      length: Math.min(length, this.most),
      at: (i) => value[length - 1 - i]!,
      timeOf: (i) => at[length - 1 - i]!,
    };
  }

  erase(key: number): void {
    this.#rooms[key] = undefined;
  }

  /** Take a number out of every list. O(all lists). */
  without(value: number): void {
    for (const room of this.#rooms) {
      if (room === undefined) continue;
      let to = 0;
      for (let i = 0; i < room.length; i++) {
        if (room.value[i] === value) continue;
        room.value[to] = room.value[i]!;
        room.at[to++] = room.at[i]!;
      }
      room.value.fill(0, to, room.length);
      room.length = to;
    }
  }

  /** All lists, oldest first, one key after the other. */
  state(): Readonly<Record<string, Tensor>> {
    const keys = this.#rooms.length;
    const lengths = Int32Array.from({ length: keys }, (_, k) =>
      Math.min(this.most, this.#rooms[k]?.length ?? 0),
    );
    const total = lengths.reduce((sum, n) => sum + n, 0);
    const [value, at] = [new Int32Array(total), new Float64Array(total)];
    let to = 0;
    this.#rooms.forEach((room, k) => {
      if (room === undefined) return;
      const from = room.length - lengths[k]!;
      value.set(room.value.subarray(from, room.length), to);
      at.set(room.at.subarray(from, room.length), to);
      to += lengths[k]!;
    });
    return { lengths, value, at };
  }

  /** Take up lists that `state` gave. Throws Error when they do not fit together. */
  restore({ lengths, value, at }: State['arrays']): void {
    if (!(lengths instanceof Int32Array && value instanceof Int32Array && at instanceof Float64Array))
      throw new Error('its arrays are not those of lists');
    let from = 0;
    this.#rooms = Array.from(lengths, (length) => {
      if (length === 0) return undefined;
      from += length;
      return { value: value.slice(from - length, from), at: at.slice(from - length, from), length };
    });
    if (from !== value.length || from !== at.length) throw new Error('its lists have other lengths');
  }

  /** Twice the room, until there is enough to forget the older half at once. */
  #makeRoom(room: Room): void {
    const { most } = this;
    if (room.length >= 2 * most) {
      room.value.copyWithin(0, room.length - most, room.length);
      room.at.copyWithin(0, room.length - most, room.length);
      room.length = most;
      return;
    }
    const size = Math.min(2 * most, 2 * room.length);
    const [value, at] = [new Int32Array(size), new Float64Array(size)];
    value.set(room.value);
    at.set(room.at);
    room.value = value;
    room.at = at;
  }
}
