import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, chosenFirst } from './arrange.ts';
import { attributeFailures, valuesOf } from './attribute.ts';

const params = {
  attributes: {
    type: 'names',
    default: [],
    about: 'Attributes whose values tire, such as the author and the topic.',
  },
  factors: {
    type: 'numbers',
    default: [],
    about:
      'For each attribute, what the score of an item is multiplied by for each one above it that has the same value; 0.7 where none is given. A feed that leaves them out learns them from its pages.',
  },
} as const satisfies ParamSpecs;

/** Where nothing is known of how fast a value tires. */
const FACTOR = 0.7;

/**
 * Choose one item after the other, each the largest score x factor ^ (items above it of the same value), over all
 * attributes at once. Scores stay in their own unit: what speaks against an item does so wherever it stands. The items
 * behind the first k follow as they were.
 *
 * O(k x those whose score could still win): the list falls, and so does the look ahead. Source: the greedy of Nemhauser,
 * Wolsey and Fisher 1978; lazy as in Minoux 1978.
 */
export const tire: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'tire',
  version: 1,
  about:
    'Build the page from the top, each item counting less for those above it of the same author or topic.',
  params,
  learnsFactors: true,
  check: ({ attributes: named }, attributes) =>
    named.flatMap((attribute) => attributeFailures('tire', { attributes: attribute }, attributes)),
  rerank(list, { catalogue, k }, { attributes, factors }) {
    const { score } = list;
    const read = attributes.map((name) => valuesOf(catalogue, name, ''));
    const above = attributes.map(() => new Map<string, number>());
    /** [list] what each value of an item is; read when the item is first looked at. */
    const values: (readonly (string | undefined)[])[] = [];
    const valuesAt = (i: number) => (values[i] ??= read.map((of) => of(list.item[i]!)[0]));
    const worth = (i: number): number => {
      if (!(score[i]! > 0)) return score[i]!;
      return valuesAt(i).reduce(
        (left, value, a) =>
          left * (factors[a] ?? FACTOR) ** (value === undefined ? 0 : (above[a]!.get(value) ?? 0)),
        score[i]!,
      );
    };
    const taken = new Uint8Array(score.length);
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, score.length)) {
      let best = -1;
      let most = -Infinity;
      // Factors are at most 1: nothing behind can be worth more than its own score.
      for (let i = 0; i < score.length && (best < 0 || score[i]! > most); i++) {
        if (taken[i] === 1) continue;
        const is = worth(i);
        if (best >= 0 && !(is > most)) continue;
        most = is;
        best = i;
      }
      taken[best] = 1;
      chosen.push(best);
      valuesAt(best).forEach((value, a) => {
        if (value !== undefined) above[a]!.set(value, (above[a]!.get(value) ?? 0) + 1);
      });
    }
    return arranged(list, chosenFirst(score.length, chosen));
  },
};
