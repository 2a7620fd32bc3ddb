import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import type { Query } from '../contracts/retriever.ts';
import { arranged, chosenFirst, unitScores } from './arrange.ts';
import { attributeFailures, attributeParam, separatorParam, valuesOf } from './attribute.ts';

const params = {
  attribute: attributeParam('The attribute whose mix is kept, such as genres.'),
  strength: {
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    about: 'Lambda: 0 = the order stays, 1 = only the mix counts.',
  },
  depth: { type: 'integer', default: 100, min: 1, max: 2000, about: 'Items of the list that can be chosen.' },
  separator: separatorParam,
} as const satisfies ParamSpecs;

/** How much of the user's mix is added to that of the list, so that no ratio is infinite: alpha of the paper. */
const SMOOTHING = 0.01;

/**
 * Calibrated recommendations: choose one item after the other, each so that
 * (1 - lambda) * sum of scores - lambda * KL(mix of the user's past, mix of the list) becomes largest. An item of
 * several values is of each in equal parts; events of the past count by their weight, those against an item not.
 *
 * A user without a past, or whose items have no value of the attribute, keeps the order. O(k depth values).
 * Source: Steck 2018, "Calibrated recommendations", equations 2, 3, 5 to 7, with scores from 0 to 1.
 */
export const calibrated: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'calibrated',
  version: 1,
  about: "Keep the user's own mix of an attribute (Steck 2018).",
  params,
  check: ({ attribute }, attributes) => attributeFailures('calibrated', { attribute }, attributes),
  rerank(list, { k, query, catalogue }, { attribute, strength, depth, separator }) {
    const values = valuesOf(catalogue, attribute, separator);
    const { codes, mix } = mixOf(query, values);
    if (codes.size === 0) return list;
    const n = Math.min(depth, list.item.length);
    const score = unitScores(list.score.subarray(0, n));
    // Of values that the user never met, the list may have any share: p = 0 adds nothing to the divergence.
    const known = Array.from(list.item.subarray(0, n), (item) => {
      const of = values(item);
      return { share: 1 / of.length, codes: of.flatMap((value) => codes.get(value) ?? []) };
    });
    const sum = new Float64Array(mix.length);
    const free = new Uint8Array(n).fill(1);
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, n)) {
      let best = -1;
      let most = -Infinity;
      for (let i = 0; i < n; i++) {
        if (free[i] === 0) continue;
        const { share, codes: of } = known[i]!;
        for (const code of of) sum[code]! += share;
        const value = (1 - strength) * score[i]! - strength * divergence(mix, sum, chosen.length + 1);
        for (const code of of) sum[code]! -= share;
        if (value > most) {
          most = value;
          best = i;
        }
      }
      free[best] = 0;
      chosen.push(best);
      for (const code of known[best]!.codes) sum[code]! += known[best]!.share;
    }
    return arranged(list, chosenFirst(list.item.length, chosen));
  },
};

/** The mix of a user's past: a code for each value met, and its share. */
function mixOf(query: Query, values: (item: number) => readonly string[]) {
  const codes = new Map<string, number>();
  const sums: number[] = [];
  let total = 0;
  for (let e = 0; e < query.length; e++) {
    const weight = query.weight[e]!;
    const of = weight > 0 ? values(query.item[e]!) : [];
    if (of.length === 0) continue;
    total += weight;
    for (const value of of) {
      const code = codes.get(value) ?? sums.push(0) - 1;
      codes.set(value, code);
      sums[code]! += weight / of.length;
    }
  }
  return { codes, mix: Float64Array.from(sums, (sum) => sum / total) };
}

/** KL(p, (1 - alpha) q + alpha p), with q = sum / items. */
function divergence(p: Float64Array, sum: Float64Array, items: number): number {
  let kl = 0;
  for (let g = 0; g < p.length; g++) {
    const q = ((1 - SMOOTHING) * Math.max(0, sum[g]!)) / items + SMOOTHING * p[g]!;
    kl += p[g]! * Math.log(p[g]! / q);
  }
  return kl;
}
