import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, pushedBack } from './arrange.ts';
import { attributeFailures, attributeParam, separatorParam, valuesOf } from './attribute.ts';

const params = {
  attribute: attributeParam('The attribute whose values are counted, such as a brand or a seller.'),
  most: { type: 'integer', default: 3, min: 1, max: 1000, about: 'Items of one value.' },
  others: {
    type: 'choice',
    choices: ['last', 'out'],
    default: 'last',
    about: 'Items beyond that stand behind all others, shown only where nothing else is left, or go.',
  },
  separator: separatorParam,
} as const satisfies ParamSpecs;

/** At most so many items of one value of an attribute; an item of several values counts for each. O(n). */
export const cap: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'cap',
  version: 1,
  about: 'Show at most so many items with one value of an attribute.',
  params,
  check: ({ attribute }, attributes) => attributeFailures('cap', { attribute }, attributes),
  rerank(list, { catalogue }, { attribute, most, others, separator }) {
    const values = valuesOf(catalogue, attribute, separator);
    const count = new Map<string, number>();
    let kept = 0;
    const places = pushedBack(list.item.length, (i) => {
      const of = values(list.item[i]!);
      if (of.some((value) => (count.get(value) ?? 0) >= most)) return true;
      for (const value of of) count.set(value, (count.get(value) ?? 0) + 1);
      kept++;
      return false;
    });
    return arranged(list, others === 'out' ? places.slice(0, kept) : places);
  },
};
