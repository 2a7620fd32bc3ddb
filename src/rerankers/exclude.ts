import type { Reranker } from '../contracts/reranker.ts';
import { arranged } from './arrange.ts';
import { type RuleParams, ruleFailures, ruleOver, ruleParams } from './rule.ts';

/** Leave out the items that a rule is about. O(n). */
export const exclude: Reranker<RuleParams> = {
  room: 'rerankers',
  name: 'exclude',
  version: 1,
  about: 'Never show items with a certain attribute.',
  params: ruleParams,
  check: (given, attributes) => ruleFailures('exclude', given, attributes),
  rerank(list, { catalogue }, rule) {
    const meant = ruleOver(catalogue, rule);
    const places = [];
    for (let i = 0; i < list.item.length; i++) if (!meant(list.item[i]!)) places.push(i);
    return arranged(list, places);
  },
};
