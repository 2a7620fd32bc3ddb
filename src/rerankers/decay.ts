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
 * O(k * n) comparisons of numbers. Source: the author diversity discount of Twitter's home timeline, "the-algorithm", 2023.
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
    const values: (readonly string[])[] = [];
    for (let i = 0; i < list.item.length; i++) values.push(of(list.item[i]!));
    const score = unitScores(list.score);
    const worth = score.slice();
    const alike = placesByValue(values);
    const count = new Map<string, number>();
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, score.length)) {
      const best = indexOfMost(worth);
      worth[best] = TAKEN;
      chosen.push(best);
      for (const value of values[best]!) count.set(value, (count.get(value) ?? 0) + 1);
      for (const value of values[best]!)
        for (const i of alike.get(value)!) {
          if (worth[i] === TAKEN) continue;
          const times = Math.max(...values[i]!.map((v) => count.get(v) ?? 0));
          worth[i] = score[i]! * factor ** times;
        }
    }
    return arranged(list, chosenFirst(score.length, chosen));
  },
};

/** Worth of what is chosen already: below all others. */
const TAKEN = -Infinity;

/** The place of the largest number, of equals the first. */
function indexOfMost(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function placesByValue(values: readonly (readonly string[])[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  values.forEach((of, i) => {
    for (const value of of) {
      const before = places.get(value);
      if (before === undefined) places.set(value, [i]);
      else before.push(i);
    }
  });
  return places;
}
