import type { Judged } from '../../contracts/ranking-metric.ts';
import { edgesBelow } from '../../kernels/count-below.ts';
import { type Best, topK } from '../../kernels/top-k.ts';

/** What a user then did, as gains: items with gains > 0, the largest first. */
export interface Wanted {
  readonly item: Int32Array;
  readonly gain: Float64Array;
}

/**
 * Hold one user's scores against what he then did: `list` has room for the places that are looked at.
 *
 * scores [items] higher is better, NEVER for what is not shown at all; of equals the lower item stands first. excluded
 * [items] 0 = a candidate. No wanted item may be excluded. uncut: tell who stands before each wanted item, for measures that
 * look beyond the list. O(items + wanted log items).
 */
export function judgeList(
  scores: Float32Array,
  excluded: Uint8Array,
  list: Best,
  wanted: Wanted,
  past: Int32Array,
  uncut = true,
): Judged {
  topK(scores, scores.length, excluded, list);
  const items = list.item.slice(0, list.length);
  const gains = new Float64Array(items.length);
  for (let i = 0; i < gains.length; i++) {
    const at = wanted.item.indexOf(items[i]!);
    if (at >= 0) gains[i] = wanted.gain[at]!;
  }
  return {
    items,
    gains,
    wanted: wanted.item,
    ideal: wanted.gain,
    ...(uncut ? placesOf(scores, excluded, wanted.item) : NO_PLACES),
    past,
  };
}

const NO_PLACES = { before: new Float64Array(), candidates: 0 };

/** How many candidates stand before each wanted item, equals counted half. */
function placesOf(
  scores: Float32Array,
  excluded: Uint8Array,
  wanted: Int32Array,
): Pick<Judged, 'before' | 'candidates'> {
  const sorted = Float64Array.from(wanted, (item) => scores[item]!).sort();
  // passing[j]: candidates above just j of the wanted scores; equal[j]: those that equal the j-th, at the first of its like.
  const passing = new Float64Array(sorted.length + 1);
  const equal = new Float64Array(sorted.length + 1);
  let candidates = 0;
  for (let i = 0; i < scores.length; i++) {
    if (excluded[i] !== 0) continue;
    candidates++;
    const s = scores[i]!;
    const j = edgesBelow(sorted, sorted.length, s);
    passing[j]! += 1;
    if (sorted[j] === s) equal[j]! += 1;
  }
  const above = new Float64Array(sorted.length);
  for (let j = sorted.length - 1, sum = 0; j >= 0; j--) {
    sum += passing[j + 1]!;
    above[j] = sum;
  }
  const before = Float64Array.from(wanted, (item) => {
    const j = edgesBelow(sorted, sorted.length, scores[item]!);
    return above[j]! + (equal[j]! - 1) / 2;
  });
  return { before, candidates };
}
