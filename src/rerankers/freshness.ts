import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { rescored, unitScores } from './arrange.ts';

const params = {
  halfLifeDays: {
    type: 'number',
    default: 14,
    min: 0.01,
    max: 10_000,
    unit: 'days',
    about: 'The age at which an item gets half of the lift of a new one.',
  },
  strength: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 2,
    about: 'Lift of an item that is new now: 1 takes the last item of the list to the first.',
  },
} as const satisfies ParamSpecs;

const DAY = 86_400_000;

/**
 * Lift items by how new they are: strength * 2^(-age / halfLife), in parts of what lies between the best and the worst
 * score. Items of unknown age get none, and without an instant of the answer nothing moves. O(n log n).
 */
export const freshness: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'freshness',
  version: 1,
  about: 'Lift items that are new.',
  params,
  rerank(list, { catalogue, query: { now } }, { halfLifeDays, strength }) {
    if (Number.isNaN(now)) return list;
    return rescored(
      list,
      unitScores(list.score).map((score, i) => {
        const age = Math.max(0, now - (catalogue.addedAt[list.item[i]!] ?? Number.NaN)) / DAY;
        return Number.isNaN(age) ? score : score + strength * 2 ** (-age / halfLifeDays);
      }),
    );
  },
};
