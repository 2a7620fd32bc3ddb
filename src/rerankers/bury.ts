import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { ruleFailures, ruleParams, shifted, strengthParam } from './rule.ts';

const params = {
  ...ruleParams,
  strength: strengthParam('How far down: 1 takes the first item of the list to the last.'),
} as const satisfies ParamSpecs;

/** Lower some items by a share of what lies between the best and the worst score of the list. O(n log n). */
export const bury: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'bury',
  version: 1,
  about: 'Lower items with a certain attribute, and leave them in the list.',
  params,
  check: (given, attributes) => ruleFailures('bury', given, attributes),
  rerank: (list, { catalogue }, { strength, ...rule }) => shifted(list, catalogue, rule, -strength),
};
