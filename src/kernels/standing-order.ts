import { type Best, roomForBest, topK } from './top-k.ts';

/** Items that are kept in order: enough for candidates behind all that a user may have seen. */
const KEPT = 2048;

/** The best of scores that stay as they are: the first of them are kept in order, from the first question on. */
export class StandingOrder {
  readonly #scores: Float32Array;
  #first: Best | undefined;

  /** scores [items] */
  constructor(scores: Float32Array) {
    this.#scores = scores;
  }

  /** What `topK` finds among all scores. O(k + excluded ones before the k-th), or O(items) where those kept run out. */
  best(excluded: Uint8Array, best: Best): void {
    const scores = this.#scores;
    if (this.#first === undefined) {
      this.#first = roomForBest(KEPT);
      topK(scores, scores.length, new Uint8Array(scores.length), this.#first);
    }
    const { item, score, length } = this.#first;
    const k = best.item.length;
    best.length = 0;
    for (let i = 0; i < length && best.length < k; i++) {
      if (excluded[item[i]!] !== 0) continue;
      best.item[best.length] = item[i]!;
      best.score[best.length++] = score[i]!;
    }
    if (best.length < k && length === KEPT) topK(scores, scores.length, excluded, best);
  }
}
