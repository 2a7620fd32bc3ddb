import type { State, Tensor } from '../../contracts/state.ts';

/** Numbers that are kept of a post that a reader saw: the post, the second, the comments that it had. */
const WIDTH = 3;

interface Room {
  /** Oldest first, `WIDTH` numbers each. */
  cells: Uint32Array;
  length: number;
}

/**
 * What each reader was shown: the newest `most` posts, with the second and the comments of then. 12 bytes each. O(most) a
 * look, over neighbouring numbers.
 */
export class SeenPosts {
  readonly most: number;
  #rooms: (Room | undefined)[] = [];

  constructor(most: number) {
    this.most = most;
  }

  /** The post is the newest that the reader saw. */
  note(reader: number, post: number, at: number, comments: number): void {
    let room = this.#rooms[reader];
    if (room === undefined) {
      room = { cells: new Uint32Array(4 * WIDTH), length: 0 };
      this.#rooms[reader] = room;
    }
    const found = find(room, post);
    if (found >= 0) this.#drop(room, found);
    else if (room.length === this.most) this.#drop(room, 0);
    const from = room.length * WIDTH;
    if (from === room.cells.length) {
      const more = new Uint32Array(Math.min(this.most * WIDTH, 2 * from));
      more.set(room.cells);
      room.cells = more;
    }
    room.cells[from] = post;
    room.cells[from + 1] = Math.max(0, Math.floor(at / 1000));
    room.cells[from + 2] = comments;
    room.length += 1;
  }

  /** Milliseconds since 1970, to the second; NaN = never, or it is forgotten. */
  at(reader: number, post: number): number {
    const room = this.#rooms[reader];
    const found = room === undefined ? -1 : find(room, post);
    return found < 0 ? Number.NaN : room!.cells[found * WIDTH + 1]! * 1000;
  }

  /** Comments that the post had then; NaN as `at`. */
  comments(reader: number, post: number): number {
    const room = this.#rooms[reader];
    const found = room === undefined ? -1 : find(room, post);
    return found < 0 ? Number.NaN : room!.cells[found * WIDTH + 2]!;
  }

  erase(reader: number): void {
    this.#rooms[reader] = undefined;
  }

  state(): Readonly<Record<string, Tensor>> {
    const lengths = Int32Array.from(
      { length: this.#rooms.length },
      (_, reader) => this.#rooms[reader]?.length ?? 0,
    );
    const cells = new Uint32Array(WIDTH * lengths.reduce((sum, n) => sum + n, 0));
    let to = 0;
    for (const room of this.#rooms) {
      if (room === undefined) continue;
      cells.set(room.cells.subarray(0, room.length * WIDTH), to);
      to += room.length * WIDTH;
    }
    return { lengths, cells };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ lengths, cells }: State['arrays']): void {
    if (!(lengths instanceof Int32Array && cells instanceof Uint32Array))
      throw new Error('its arrays are not those of what readers saw');
    let from = 0;
    this.#rooms = Array.from(lengths, (length) => {
      if (length === 0) return undefined;
      from += length * WIDTH;
      return { cells: cells.slice(from - length * WIDTH, from), length };
    });
    if (from !== cells.length) throw new Error('what readers saw has another length');
  }

  #drop(room: Room, place: number): void {
    room.cells.copyWithin(place * WIDTH, (place + 1) * WIDTH, room.length * WIDTH);
    room.length -= 1;
  }
}

/** Newest first: what was seen lately is asked for most. */
function find({ cells, length }: Room, post: number): number {
  for (let i = length - 1; i >= 0; i--) if (cells[i * WIDTH] === post) return i;
  return -1;
}
