import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged } from './arrange.ts';
import { attributeFailures, attributeParam, numberOf, separatorParam, valuesOf } from './attribute.ts';

const params = {
  country: attributeParam(
    'Countries in which an item may be shown, against "country" of the context; "" = not looked at.',
  ),
  language: attributeParam('Languages of an item, against "language" of the context; "" = not looked at.'),
  stock: attributeParam('How many are left: an item with none is not shown; "" = not looked at.'),
  from: attributeParam('Instant before which an item is not shown; "" = not looked at.'),
  until: attributeParam('Instant from which on an item is not shown any more; "" = not looked at.'),
  separator: separatorParam,
} as const satisfies ParamSpecs;

/**
 * Leave out what this user cannot have now: elsewhere only, in another language, sold out, not begun or over. What is
 * not known of an item, of the user or of the time rules nothing out. O(n).
 */
export const eligibility: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'eligibility',
  version: 1,
  about: 'Show only items that the user can have: country, language, stock, time.',
  params,
  check: ({ separator: _, ...named }, attributes) =>
    attributeFailures('eligibility', named, attributes, true),
  rerank(list, { catalogue, query: { context, now } }, { country, language, stock, from, until, separator }) {
    const tests: ((item: number) => boolean)[] = [];
    for (const [attribute, wanted] of [
      [country, context.country],
      [language, context.language],
    ] as const) {
      if (attribute === '' || wanted === undefined || wanted === null) continue;
      const values = valuesOf(catalogue, attribute, separator);
      tests.push((item) => values(item).length === 0 || values(item).includes(String(wanted)));
    }
    if (stock !== '') {
      const left = numberOf(catalogue, stock);
      tests.push((item) => !(left(item) <= 0));
    }
    if (!Number.isNaN(now)) {
      const begins = numberOf(catalogue, from);
      const ends = numberOf(catalogue, until);
      tests.push((item) => !(begins(item) > now || ends(item) <= now));
    }
    const places = [];
    for (let i = 0; i < list.item.length; i++) if (tests.every((may) => may(list.item[i]!))) places.push(i);
    return arranged(list, places);
  },
};
