import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, chosenFirst, unitScores } from './arrange.ts';

const params = {
  relevance: {
    type: 'number',
    default: 0.7,
    min: 0,
    max: 1,
    about: 'Lambda: 1 = the order stays, 0 = only unlikeness counts after the first item.',
  },
  depth: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 10_000,
    about: 'Items of the list that can be chosen.',
  },
} as const satisfies ParamSpecs;

/**
 * Maximal marginal relevance: choose one item after the other, each the largest
 * lambda * score - (1 - lambda) * likeness to the most similar item that was chosen before,
 * with scores from 0 to 1 within the items that can be chosen. The others follow as they were.
 *
 * k * depth comparisons. Source: Carbonell and Goldstein 1998, "The use of MMR, diversity-based reranking ...".
 */
export const mmr: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'mmr',
  version: 1,
  about: 'Diversity: each next item is good, and unlike those before it (Carbonell and Goldstein 1998).',
  params,
  rerank(list, { k, similarity }, { relevance, depth }) {
    const n = Math.min(depth, list.item.length);
    const item = list.item.subarray(0, n);
    const score = unitScores(list.score.subarray(0, n));
    const nearest = new Float64Array(n);
    const free = new Uint8Array(n).fill(1);
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, n)) {
      let best = -1;
      let most = -Infinity;
      for (let i = 0; i < n; i++) {
        if (free[i] === 0) continue;
        const value = relevance * score[i]! - (1 - relevance) * nearest[i]!;
        if (value > most) {
          most = value;
          best = i;
        }
      }
      free[best] = 0;
      chosen.push(best);
      for (let i = 0; i < n; i++)
        if (free[i] === 1) nearest[i] = Math.max(nearest[i]!, similarity(item[i]!, item[best]!));
    }
    return arranged(list, chosenFirst(list.item.length, chosen));
  },
};
