import type { SlateEntry } from '../../../contracts/slate.ts';
import { roomForBest, topK } from '../../../kernels/top-k.ts';
import type { Catalogue } from '../../../table/catalogue.ts';

/** Popular items that are kept in order: enough to fill a page behind all that a user may have seen. */
const KEPT = 5000;

/** The most popular items of training, for when nothing better can be had in time. */
export class PopularItems {
  readonly #order: Int32Array;
  readonly #popularity: Float32Array;

  /** @param popularity [items] events of each at training */
  constructor(popularity: Float32Array) {
    const best = roomForBest(Math.min(KEPT, popularity.length));
    topK(popularity, popularity.length, new Uint8Array(popularity.length), best);
    this.#order = best.item.slice(0, best.length);
    this.#popularity = popularity;
  }

  /** O(k + items left out). */
  slate(k: number, excluded: Uint8Array, { live }: Catalogue): SlateEntry[] {
    const entries: SlateEntry[] = [];
    for (const item of this.#order) {
      if (entries.length === k) break;
      if (excluded[item] === 1 || live[item] !== 1) continue;
      entries.push({ item, score: this.#popularity[item]!, source: 'most-popular', propensity: 1 });
    }
    return entries;
  }
}
