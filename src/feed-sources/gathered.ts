import { NumberSet } from '../kernels/number-set.ts';

/** Posts that a source gives, each once, until there is no more room for them. */
export class Gathered {
  readonly #out: Int32Array;
  readonly #there: NumberSet;

  constructor(out: Int32Array) {
    this.#out = out;
    this.#there = new NumberSet(out.length);
  }

  get count(): number {
    return this.#there.size;
  }

  get full(): boolean {
    return this.#there.size === this.#out.length;
  }

  add(post: number): void {
    if (!this.full && this.#there.add(post)) this.#out[this.#there.size - 1] = post;
  }
}

/** Lists of which a set is kept while the list itself is. */
const MANY = 100;
const sets = new WeakMap<Int32Array, NumberSet>();

/** The numbers of a list that nobody changes, to ask whether one is there. Of a long one a set is made once, not with each page. */
export function setOf(list: Int32Array): NumberSet {
  const kept = list.length < MANY ? undefined : sets.get(list);
  if (kept !== undefined) return kept;
  const set = new NumberSet(list.length);
  for (let i = 0; i < list.length; i++) set.add(list[i]!);
  if (list.length >= MANY) sets.set(list, set);
  return set;
}

/** Whether a post is there for readers at an instant; of one of which nobody knows when, it is. */
export const isOut = (
  { addedAt, live }: { readonly addedAt: Float64Array; readonly live: Uint8Array },
  post: number,
  now: number,
): boolean => live[post] === 1 && !(addedAt[post]! > now);

/** The keys of counts, the highest first; of equal ones the one that came first. */
export const byCount = (counts: ReadonlyMap<number, number>): number[] =>
  [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
