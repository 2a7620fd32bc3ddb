import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged } from './arrange.ts';
import { ruleFailures, ruleOver, ruleParams } from './rule.ts';

const params = {
  ...ruleParams,
  place: { type: 'integer', default: 1, min: 1, max: 1000, about: 'The first of the places, from 1.' },
  most: { type: 'integer', default: 1, min: 1, max: 1000, about: 'How many items are pinned, best first.' },
} as const satisfies ParamSpecs;

/** Put the best of some items into fixed places; what stood there moves down. Only items of the list are pinned. O(n). */
export const pin: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'pin',
  version: 1,
  about: 'Put the best items with a certain attribute into fixed places.',
  params,
  check: (given, attributes) => ruleFailures('pin', given, attributes),
  rerank(list, { catalogue }, { place, most, ...rule }) {
    const meant = ruleOver(catalogue, rule);
    const pinned: number[] = [];
    const others: number[] = [];
    list.item.forEach((item, i) => {
      (pinned.length < most && meant(item) ? pinned : others).push(i);
    });
    const before = Math.min(place - 1, others.length);
    return arranged(list, [...others.slice(0, before), ...pinned, ...others.slice(before)]);
  },
};
