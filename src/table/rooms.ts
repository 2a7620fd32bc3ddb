/** Places that a chunk of memory holds. */
const CHUNK_PLACES = 1 << 12;
const SMALLEST = 4;

type Numbers = Int32Array | Uint32Array | Uint16Array | Float64Array;
/** Numbers that stand side by side, one array each. */
export type Columns = Readonly<Record<string, Numbers>>;

/** Rooms that have the same number of places. */
interface SizeClass<C> {
  readonly places: number;
  readonly perChunk: number;
  readonly chunks: C[];
  /** Rooms that were given back. */
  readonly free: number[];
  rooms: number;
}

/**
 * A list of entries for each of many keys, in rooms of 4, 8, 12 ... 32, 40 ... 64, 80 ... places that a list outgrows, and
 * rooms in chunks: a fifth of what a long list has is empty at most, no list is an object that a collection of garbage would
 * visit, and growth copies one list. 9 bytes a key.
 */
export class Rooms<C extends Columns> {
  /** Entries that a list has at most. */
  readonly most: number;
  readonly #columns: (places: number) => C;
  readonly #classes: SizeClass<C>[] = [];
  #class = new Uint8Array(0);
  #room = new Int32Array(0);
  #length = new Int32Array(0);
  #keys = 0;

  /** @param columns memory for so many entries */
  constructor(most: number, columns: (places: number) => C) {
    this.most = most;
    this.#columns = columns;
  }

  /** One more than the highest key that was written. */
  get keys(): number {
    return this.#keys;
  }

  /** Entries of a key; 0 of one that was never written. */
  lengthOf(key: number): number {
    return this.#length[key] ?? 0;
  }

  /** The chunk that holds the list of a key; of one that has entries. */
  chunkOf(key: number): C {
    const { chunks, perChunk } = this.#classes[this.#class[key]!]!;
    return chunks[Math.floor(this.#room[key]! / perChunk)]!;
  }

  /** Where in that chunk its first entry stands. */
  fromOf(key: number): number {
    const { perChunk, places } = this.#classes[this.#class[key]!]!;
    return (this.#room[key]! % perChunk) * places;
  }

  /** Memory for `keys` lists, those that there are keeping what they have. */
  grow(keys: number): void {
    if (keys <= this.#length.length) return;
    const size = Math.max(keys, Math.ceil(this.#length.length * 1.5), 64);
    this.#class = larger(new Uint8Array(size), this.#class);
    this.#room = larger(new Int32Array(size), this.#room);
    this.#length = larger(new Int32Array(size), this.#length);
  }

  /** Give a list so many entries, of which the first are those that it has; the others are to be written. */
  resize(key: number, length: number): void {
    const before = this.lengthOf(key);
    if (length === before) return;
    this.grow(key + 1);
    this.#keys = Math.max(this.#keys, key + 1);
    if (length === 0) this.#giveBack(this.#class[key]!, this.#room[key]!);
    else if (before === 0 || length > this.#classes[this.#class[key]!]!.places)
      this.#move(key, before, length);
    else if (length < before) this.#clear(key, length, before);
    this.#length[key] = length;
  }

  #move(key: number, before: number, length: number): void {
    const [oldClass, oldRoom] = [this.#class[key]!, this.#room[key]!];
    const old = before === 0 ? undefined : { chunk: this.chunkOf(key), from: this.fromOf(key) };
    const to = this.#classFor(length);
    this.#class[key] = to;
    this.#room[key] = this.#takeRoom(this.#classes[to]!);
    if (old === undefined) return;
    const [chunk, from] = [this.chunkOf(key), this.fromOf(key)];
    for (const [name, values] of Object.entries(old.chunk))
      chunk[name]!.set(values.subarray(old.from, old.from + before), from);
    this.#giveBack(oldClass, oldRoom);
  }

  #clear(key: number, start: number, end: number): void {
    const from = this.fromOf(key);
    for (const values of Object.values(this.chunkOf(key))) values.fill(0, from + start, from + end);
  }

  #classFor(length: number): number {
    for (let c = 0; ; c++) {
      const places = this.#classes[c]?.places ?? this.#addClass();
      if (places >= length) return c;
    }
  }

  #addClass(): number {
    const before = this.#classes.at(-1)?.places;
    const next =
      before === undefined ? SMALLEST : before + Math.max(SMALLEST, 2 ** (Math.floor(Math.log2(before)) - 2));
    const places = Math.min(this.most, next);
    const perChunk = Math.max(1, Math.floor(CHUNK_PLACES / places));
    this.#classes.push({ places, perChunk, chunks: [], free: [], rooms: 0 });
    return places;
  }

  #takeRoom(size: SizeClass<C>): number {
    const free = size.free.pop();
    if (free !== undefined) return free;
    const room = size.rooms++;
    if (room === size.chunks.length * size.perChunk)
      size.chunks.push(this.#columns(size.perChunk * size.places));
    return room;
  }

  /** Nothing of a list is left in memory that others will get. */
  #giveBack(of: number, room: number): void {
    const size = this.#classes[of]!;
    const from = (room % size.perChunk) * size.places;
    for (const values of Object.values(size.chunks[Math.floor(room / size.perChunk)]!))
      values.fill(0, from, from + size.places);
    size.free.push(room);
  }
}

function larger<A extends { set(from: A): void }>(to: A, from: A): A {
  to.set(from);
  return to;
}
