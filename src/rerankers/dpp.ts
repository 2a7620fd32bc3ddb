import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, chosenFirst, unitScores } from './arrange.ts';

const params = {
  relevance: {
    type: 'number',
    default: 0.7,
    min: 0,
    max: 0.99,
    about: 'Theta: near 1 = the order stays, 0 = only unlikeness counts.',
  },
  depth: { type: 'integer', default: 100, min: 1, max: 2000, about: 'Items of the list that can be chosen.' },
} as const satisfies ParamSpecs;

/** Below this no item adds volume: the rest is like what was chosen. */
const LEAST_VOLUME = 1e-10;

/**
 * Determinantal point process: greedily the set of items whose kernel has the largest determinant, with
 * L_ij = q_i S_ij q_j, q_i = exp(score_i * theta / (2 (1 - theta))), S the likeness and scores from 0 to 1.
 *
 * One row of the Cholesky factor grows an item at a time, so that each step costs one likeness and one inner product of
 * what was chosen so far for each item: O(k^2 depth), k * depth comparisons. When nothing adds volume any more, the rest
 * follows as it was.
 * Source: Chen, Zhang and Zhou 2018, "Fast greedy MAP inference for determinantal point process", algorithm 1, eq. 24.
 */
export const dpp: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'dpp',
  version: 1,
  about: 'Diversity: the items that span the most, as a determinantal point process (Chen et al. 2018).',
  params,
  rerank(list, { k, similarity }, { relevance, depth }) {
    const n = Math.min(depth, list.item.length);
    const most = Math.min(k, n);
    const item = list.item.subarray(0, n);
    const alpha = relevance / (2 * (1 - relevance));
    const quality = unitScores(list.score.subarray(0, n)).map((score) => Math.exp(alpha * score));
    // [n x most] c_i of each item, and what its determinant would grow by, d_i squared.
    const factor = new Float64Array(n * most);
    const gain = quality.map((q, i) => q * q * similarity(item[i]!, item[i]!));
    const chosen: number[] = [];
    while (chosen.length < most) {
      let best = 0;
      for (let i = 1; i < n; i++) if (gain[i]! > gain[best]!) best = i;
      if (!(gain[best]! > LEAST_VOLUME)) break;
      const size = chosen.push(best) - 1;
      const root = Math.sqrt(gain[best]!);
      gain[best] = -Infinity;
      for (let i = 0; i < n; i++) {
        if (gain[i] === -Infinity) continue;
        let e = quality[best]! * quality[i]! * similarity(item[best]!, item[i]!);
        for (let j = 0; j < size; j++) e -= factor[best * most + j]! * factor[i * most + j]!;
        e /= root;
        factor[i * most + size] = e;
        gain[i]! -= e * e;
      }
    }
    return arranged(list, chosenFirst(list.item.length, chosen));
  },
};
