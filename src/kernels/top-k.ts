/** The best of a list: room for k, and how many are there. */
export interface Best {
  /** [k] best first. */
  readonly item: Int32Array;
  /** [k] their scores, falling; of equals the lower item stands first. */
  readonly score: Float32Array;
  /** Entries in use. */
  length: number;
}

export const roomForBest = (k: number): Best => ({
  item: new Int32Array(k),
  score: new Float32Array(k),
  length: 0,
});

/**
 * The k best of scores[0 .. size - 1] whose place in `excluded` is 0, into `best`; -Infinity is never among them, nor is
 * NaN. k is what `best` has room for. O(size + k log k) where scores come in no order: most lose to the worst of the best.
 */
export function topK(scores: Float32Array, size: number, excluded: Uint8Array, best: Best): void {
  const { item, score } = best;
  const k = item.length;
  best.length = 0;
  let least = -Infinity;
  for (let i = 0; i < size; i++) {
    const s = scores[i]!;
    if (!(s > least) || excluded[i] !== 0) continue;
    offer(best, i, s);
    if (best.length === k) least = score[0]!;
  }
  settle(best);
}

/** The same of a list of items with a score each, every item once, in any order. */
export function topKOf(
  items: Int32Array,
  scores: Float32Array,
  count: number,
  excluded: Uint8Array,
  best: Best,
): void {
  const { item, score } = best;
  const k = item.length;
  best.length = 0;
  let least = -Infinity;
  for (let i = 0; i < count; i++) {
    const s = scores[i]!;
    if (!(s >= least && s > -Infinity) || excluded[items[i]!] !== 0) continue;
    offer(best, items[i]!, s);
    if (best.length === k) least = score[0]!;
  }
  settle(best);
}

/** Whether a stands behind b. */
const behind = (scoreA: number, itemA: number, scoreB: number, itemB: number): boolean =>
  scoreA < scoreB || (scoreA === scoreB && itemA > itemB);

/** A heap whose root is the worst: add while there is room, else take the place of the root if better. */
function offer(best: Best, i: number, s: number): void {
  const { item, score } = best;
  const k = item.length;
  if (best.length < k) {
    let at = best.length++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!behind(s, i, score[up]!, item[up]!)) break;
      score[at] = score[up]!;
      item[at] = item[up]!;
      at = up;
    }
    score[at] = s;
    item[at] = i;
  } else if (k > 0 && behind(score[0]!, item[0]!, s, i)) sink(best, k, s, i);
}

/** Put an entry in place of the root of the first n. */
function sink({ item, score }: Best, n: number, s: number, i: number): void {
  let at = 0;
  for (;;) {
    let down = 2 * at + 1;
    if (down >= n) break;
    if (down + 1 < n && behind(score[down + 1]!, item[down + 1]!, score[down]!, item[down]!)) down++;
    if (!behind(score[down]!, item[down]!, s, i)) break;
    score[at] = score[down]!;
    item[at] = item[down]!;
    at = down;
  }
  score[at] = s;
  item[at] = i;
}

/** From a heap with the worst at its root to a list with the best at its head. */
function settle(best: Best): void {
  const { item, score } = best;
  for (let n = best.length - 1; n > 0; n--) {
    const s = score[n]!;
    const i = item[n]!;
    score[n] = score[0]!;
    item[n] = item[0]!;
    sink(best, n, s, i);
  }
}
