import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { rescored, unitScores } from './arrange.ts';
import { ruleFailures, ruleOver, ruleParams } from './rule.ts';

const params = {
  ...ruleParams,
  strength: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 2,
    about: 'How far up: 1 lifts the last item of the list to the first.',
  },
} as const satisfies ParamSpecs;

/** Lift some items by a share of what lies between the best and the worst score of the list. O(n log n). */
export const boost: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'boost',
  version: 1,
  about: 'Lift items with a certain attribute.',
  params,
  check: (given, attributes) => ruleFailures('boost', given, attributes),
  rerank(list, { catalogue }, { strength, ...rule }) {
    const meant = ruleOver(catalogue, rule);
    return rescored(
      list,
      unitScores(list.score).map((score, i) => (meant(list.item[i]!) ? score + strength : score)),
    );
  },
};
