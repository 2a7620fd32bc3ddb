import type { State, Tensor } from '../../contracts/state.ts';

/** How often something happened to each post. */
export class PostCounts {
  #counts = new Float32Array(0);
  #posts = 0;

  add(post: number): void {
    this.reach(post + 1);
    this.#counts[post]! += 1;
  }

  of(post: number): number {
    return this.#counts[post] ?? 0;
  }

  /** [posts] of all that there are; a view, good until the next addition. */
  get all(): Float32Array {
    return this.#counts.subarray(0, this.#posts);
  }

  state(): Readonly<Record<string, Tensor>> {
    return { counts: this.#counts.slice(0, this.#posts) };
  }

  /** Throws Error when the array is of something else. */
  restore({ counts }: State['arrays']): void {
    if (!(counts instanceof Float32Array)) throw new Error('its array is not one of counts');
    this.#counts = counts.slice();
    this.#posts = counts.length;
  }

  /** Have counts of so many posts. */
  reach(posts: number): void {
    this.#posts = Math.max(this.#posts, posts);
    if (this.#posts <= this.#counts.length) return;
    const more = new Float32Array(Math.max(64, Math.ceil(this.#posts * 1.5)));
    more.set(this.#counts);
    this.#counts = more;
  }
}
