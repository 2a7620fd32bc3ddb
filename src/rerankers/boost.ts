import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { ruleFailures, ruleParams, shifted, strengthParam } from './rule.ts';

const params = {
  ...ruleParams,
  strength: strengthParam('How far up: 1 lifts the last item of the list to the first.'),
} as const satisfies ParamSpecs;

/** Lift some items by a share of what lies between the best and the worst score of the list. O(n log n). */
export const boost: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'boost',
  version: 1,
  about: 'Lift items with a certain attribute.',
  params,
  check: (given, attributes) => ruleFailures('boost', given, attributes),
  rerank: (list, { catalogue }, { strength, ...rule }) => shifted(list, catalogue, rule, strength),
};
