import type { State, Tensor } from '../../contracts/state.ts';
import { Rooms } from '../../table/rooms.ts';

/** Numbers that are kept of a post that a reader saw: the post, the second, the comments that it had. */
const WIDTH = 3;

/**
 * What each reader was shown: the newest `most` posts, with the second and the comments of then. 12 bytes each. O(most) a
 * look, over neighbouring numbers.
 */
export class SeenPosts {
  readonly most: number;
  /** Oldest first. */
  #lists: Rooms<{ post: Uint32Array; second: Uint32Array; comments: Uint32Array }>;

  constructor(most: number) {
    this.most = most;
    this.#lists = listsOf(most);
  }

  /** The post is the newest that the reader saw. */
  note(reader: number, post: number, at: number, comments: number): void {
    const lists = this.#lists;
    const length = lists.lengthOf(reader);
    const found = this.#find(reader, post);
    if (found < 0 && length < this.most) lists.resize(reader, length + 1);
    const chunk = lists.chunkOf(reader);
    const from = lists.fromOf(reader);
    const gone = found >= 0 ? found : length === this.most ? from : -1;
    if (gone >= 0)
      for (const values of Object.values(chunk)) values.copyWithin(gone, gone + 1, from + length);
    const last = from + lists.lengthOf(reader) - 1;
    chunk.post[last] = post;
    chunk.second[last] = Math.max(0, Math.floor(at / 1000));
    chunk.comments[last] = comments;
  }

  /** Milliseconds since 1970, to the second; NaN = never, or it is forgotten. */
  at(reader: number, post: number): number {
    const found = this.#find(reader, post);
    return found < 0 ? Number.NaN : this.#lists.chunkOf(reader).second[found]! * 1000;
  }

  /** Comments that the post had then; NaN as `at`. */
  comments(reader: number, post: number): number {
    const found = this.#find(reader, post);
    return found < 0 ? Number.NaN : this.#lists.chunkOf(reader).comments[found]!;
  }

  erase(reader: number): void {
    this.#lists.resize(reader, 0);
  }

  /** Where in the chunk of the reader a post stands, -1 = nowhere. Newest first: what was seen lately is asked for most. */
  #find(reader: number, post: number): number {
    const length = this.#lists.lengthOf(reader);
    if (length === 0) return -1;
    const { post: posts } = this.#lists.chunkOf(reader);
    const from = this.#lists.fromOf(reader);
    for (let i = from + length - 1; i >= from; i--) if (posts[i] === post) return i;
    return -1;
  }

  state(): Readonly<Record<string, Tensor>> {
    const lists = this.#lists;
    const lengths = Int32Array.from({ length: lists.keys }, (_, reader) => lists.lengthOf(reader));
    const cells = new Uint32Array(WIDTH * lengths.reduce((sum, n) => sum + n, 0));
    let to = 0;
    lengths.forEach((length, reader) => {
      if (length === 0) return;
      const { post, second, comments } = lists.chunkOf(reader);
      const from = lists.fromOf(reader);
      for (let i = from; i < from + length; i++) {
        cells[to++] = post[i]!;
        cells[to++] = second[i]!;
        cells[to++] = comments[i]!;
      }
    });
    return { lengths, cells };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ lengths, cells }: State['arrays']): void {
    if (!(lengths instanceof Int32Array && cells instanceof Uint32Array))
      throw new Error('its arrays are not those of what readers saw');
    const total = WIDTH * lengths.reduce((sum, n) => sum + n, 0);
    if (total !== cells.length || lengths.some((n) => n < 0 || n > this.most))
      throw new Error('what readers saw has another length');
    const lists = listsOf(this.most);
    lists.grow(lengths.length);
    let from = 0;
    lengths.forEach((length, reader) => {
      if (length === 0) return;
      lists.resize(reader, length);
      const { post, second, comments } = lists.chunkOf(reader);
      const to = lists.fromOf(reader);
      for (let i = to; i < to + length; i++) {
        post[i] = cells[from++]!;
        second[i] = cells[from++]!;
        comments[i] = cells[from++]!;
      }
    });
    this.#lists = lists;
  }
}

const listsOf = (most: number) =>
  new Rooms(most, (places) => ({
    post: new Uint32Array(places),
    second: new Uint32Array(places),
    comments: new Uint32Array(places),
  }));
