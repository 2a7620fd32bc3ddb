import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, chosenFirst } from './arrange.ts';

const params = {
  likeness: {
    type: 'number',
    default: 0.98,
    min: 0,
    max: 1,
    about: 'Items at least this much alike are one and the same to a reader.',
  },
} as const satisfies ParamSpecs;

/**
 * Of items that are nearly the same only the best is among the first k; the others stand behind all that were kept, and
 * are shown where nothing else is left. O(k) comparisons for each item that is looked at, until k are kept.
 */
export const nearDuplicates: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'near-duplicates',
  version: 1,
  about: 'Show one of several items that are nearly the same.',
  params,
  rerank(list, { k, similarity }, { likeness }) {
    const { item } = list;
    const kept: number[] = [];
    const doubles: number[] = [];
    let i = 0;
    for (; i < item.length && kept.length < k; i++) {
      const double = kept.some((j) => similarity(item[i]!, item[j]!) >= likeness);
      (double ? doubles : kept).push(i);
    }
    const rest = Array.from({ length: item.length - i }, (_, n) => i + n);
    return arranged(list, chosenFirst(item.length, [...kept, ...rest, ...doubles]));
  },
};
