import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, chosenFirst, unitScores } from './arrange.ts';
import { attributeFailures, attributeParam, separatorParam, valuesOf } from './attribute.ts';

const params = {
  attribute: attributeParam('The attribute whose values tire, such as an author or a topic.'),
  factor: {
    type: 'number',
    default: 0.8,
    min: 0,
    max: 1,
    about: 'What the score of an item is multiplied by for each one before it that has the same value.',
  },
  separator: separatorParam,
} as const satisfies ParamSpecs;

/**
 * Each next item of one value counts less: choose one item after the other, each the largest
 * score * factor ^ (items with its value chosen before it), with scores from 0 to 1 within the list; of an item of several
 * values the most frequent counts. The items behind the first k follow as they were.
 *
 * O(k * n). Source: the author diversity discount of Twitter's home timeline, "the-algorithm", 2023.
 */
export const decay: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'decay',
  version: 1,
  about: 'Let each next item with the same value of an attribute count less.',
  params,
  check: ({ attribute }, attributes) => attributeFailures('decay', { attribute }, attributes),
  rerank(list, { catalogue, k }, { attribute, factor, separator }) {
    const of = valuesOf(catalogue, attribute, separator);
    const values = Array.from(list.item, of);
    const score = unitScores(list.score);
    const count = new Map<string, number>();
    const free = new Uint8Array(score.length).fill(1);
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, score.length)) {
      let best = -1;
      let most = -Infinity;
      for (let i = 0; i < score.length; i++) {
        if (free[i] === 0) continue;
        let times = 0;
        for (const value of values[i]!) times = Math.max(times, count.get(value) ?? 0);
        const worth = score[i]! * factor ** times;
        if (worth <= most) continue;
        most = worth;
        best = i;
      }
      free[best] = 0;
      chosen.push(best);
      for (const value of values[best]!) count.set(value, (count.get(value) ?? 0) + 1);
    }
    return arranged(list, chosenFirst(score.length, chosen));
  },
};
