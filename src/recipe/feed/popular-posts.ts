import type { State, Tensor } from '../../contracts/state.ts';

const HOUR_MS = 3_600_000;
/** A landmark so many half-lives back leaves numbers room; beyond it all are scaled, by a power of two, which is exact. */
const MOST_HALF_LIVES = 400;

/**
 * Posts by what readers took to lately: each event fades by half in a half-life, and the `most` that come to most are kept
 * in order. All fade alike, so that only a post that gets an event changes its place: O(places passed) an event.
 *
 * Source: Cormode, Shkapenyuk, Srivastava and Xu 2009, "Forward decay".
 */
export class PopularPosts {
  readonly most: number;
  readonly #halfLifeMs: number;
  /** By post: the faded sum as of the landmark. */
  #sum = new Float64Array(0);
  /** Posts that have one. */
  #posts = 0;
  #landmark = Number.NaN;
  /** Best first. */
  #best: Int32Array;
  #length = 0;
  /** By post: its place among the best, -1 = none. */
  #place = new Int32Array(0);

  constructor(most: number, halfLifeHours: number) {
    this.most = most;
    this.#halfLifeMs = halfLifeHours * HOUR_MS;
    this.#best = new Int32Array(most);
  }

  get length(): number {
    return this.#length;
  }

  /** The i-th best. */
  at(i: number): number {
    return this.#best[i]!;
  }

  /** What the events of a post come to at an instant. */
  heat(post: number, now: number): number {
    const sum = this.#sum[post] ?? 0;
    return sum === 0 ? 0 : sum * 2 ** ((this.#landmark - now) / this.#halfLifeMs);
  }

  add(post: number, at: number): void {
    this.#reach(post);
    if (Number.isNaN(this.#landmark)) this.#landmark = at;
    if (at - this.#landmark > MOST_HALF_LIVES * this.#halfLifeMs) this.#moveLandmark(at);
    this.#sum[post]! += 2 ** ((at - this.#landmark) / this.#halfLifeMs);
    let place = this.#place[post]!;
    if (place < 0) {
      if (this.#length < this.most) place = this.#length++;
      else {
        place = this.most - 1;
        if (this.#sum[this.#best[place]!]! >= this.#sum[post]!) return;
        this.#place[this.#best[place]!] = -1;
      }
    }
    for (; place > 0 && this.#sum[this.#best[place - 1]!]! < this.#sum[post]!; place--)
      this.#put(place, this.#best[place - 1]!);
    this.#put(place, post);
  }

  state(): Readonly<Record<string, Tensor>> {
    return {
      sum: this.#sum.slice(0, this.#posts),
      best: this.#best.slice(0, this.#length),
      landmark: Float64Array.of(this.#landmark),
    };
  }

  /** Throws Error when the arrays do not fit together. */
  restore({ sum, best, landmark }: State['arrays']): void {
    if (!(sum instanceof Float64Array && best instanceof Int32Array && best.length <= this.most))
      throw new Error('its arrays are not those of popular posts');
    this.#sum = sum.slice();
    this.#posts = sum.length;
    this.#landmark = landmark?.[0] ?? Number.NaN;
    this.#length = best.length;
    this.#place = new Int32Array(sum.length).fill(-1);
    best.forEach((post, place) => {
      this.#put(place, post);
    });
  }

  #put(place: number, post: number): void {
    this.#best[place] = post;
    this.#place[post] = place;
  }

  #moveLandmark(at: number): void {
    const halfLives = Math.floor((at - this.#landmark) / this.#halfLifeMs);
    // In two steps: 2 ** -1100 would be 0, and what lies so far back is 0 in the end all the same.
    for (let left = halfLives; left > 0; left -= 1000) {
      const by = 2 ** -Math.min(1000, left);
      for (let p = 0; p < this.#sum.length; p++) this.#sum[p]! *= by;
    }
    this.#landmark += halfLives * this.#halfLifeMs;
  }

  #reach(post: number): void {
    this.#posts = Math.max(this.#posts, post + 1);
    if (post < this.#sum.length) return;
    const size = Math.max(64, post + 1, Math.ceil(this.#sum.length * 1.5));
    const sum = new Float64Array(size);
    sum.set(this.#sum);
    const place = new Int32Array(size).fill(-1);
    place.set(this.#place);
    this.#sum = sum;
    this.#place = place;
  }
}
