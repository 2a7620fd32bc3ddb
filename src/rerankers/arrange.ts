import type { Ranked } from '../contracts/reranker.ts';

/** The items of a list at these places of it, in this order. */
export function arranged({ item, score }: Ranked, places: ArrayLike<number>): Ranked {
  const out = { item: new Int32Array(places.length), score: new Float64Array(places.length) };
  for (let i = 0; i < places.length; i++) {
    out.item[i] = item[places[i]!]!;
    out.score[i] = score[places[i]!]!;
  }
  return out;
}

/** The same items under other scores, best first; equal ones stay in order. O(n log n). */
export function rescored({ item }: Ranked, score: Float64Array): Ranked {
  const places = Int32Array.from(item, (_, i) => i);
  // A stable order: of equal scores the one that stood first.
  places.sort((a, b) => score[b]! - score[a]! || a - b);
  return arranged({ item, score }, places);
}

/** Places 0 .. n - 1, those that `behind` says after all others. */
export function pushedBack(n: number, behind: (place: number) => boolean): number[] {
  const first: number[] = [];
  const last: number[] = [];
  for (let i = 0; i < n; i++) (behind(i) ? last : first).push(i);
  return first.concat(last);
}

/**
 * Scores on a scale from 0 (the worst of the list) to 1 (the best), whatever their unit; all 1 where they are equal.
 * Scores that are no numbers count as the worst.
 */
export function unitScores(score: Float64Array): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  for (const s of score) {
    if (!Number.isFinite(s)) continue;
    if (s < low) low = s;
    if (s > high) high = s;
  }
  const range = high - low;
  return score.map((s) => (Number.isFinite(s) ? (range > 0 ? (s - low) / range : 1) : 0));
}

/** The places 0 .. n - 1 with those in `chosen` first, in their order. */
export function chosenFirst(n: number, chosen: readonly number[]): number[] {
  const taken = new Uint8Array(n);
  for (const place of chosen) taken[place] = 1;
  const rest: number[] = [];
  for (let i = 0; i < n; i++) if (taken[i] === 0) rest.push(i);
  return chosen.concat(rest);
}

/**
 * The places 0 .. n - 1 in which, of the first m for every m up to k, at least floor(share * m) are those that `theirs`
 * says, while there are any. Both groups keep their own order, so that the sum of scores is the largest that the floor
 * lets. O(n).
 */
export function withFloor(n: number, k: number, share: number, theirs: (place: number) => boolean): number[] {
  const due: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < n; i++) (theirs(i) ? due : others).push(i);
  const chosen: number[] = [];
  let d = 0;
  let o = 0;
  while (chosen.length < Math.min(k, n)) {
    const owed = Math.floor(share * (chosen.length + 1) + 1e-9) > d && d < due.length;
    const better = (due[d] ?? Infinity) < (others[o] ?? Infinity);
    chosen.push(owed || better ? due[d++]! : others[o++]!);
  }
  return chosenFirst(n, chosen);
}
