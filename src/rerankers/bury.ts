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
    about: 'How far down: 1 takes the first item of the list to the last.',
  },
} as const satisfies ParamSpecs;

/** Lower some items by a share of what lies between the best and the worst score of the list. O(n log n). */
export const bury: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'bury',
  version: 1,
  about: 'Lower items with a certain attribute, and leave them in the list.',
  params,
  check: (given, attributes) => ruleFailures('bury', given, attributes),
  rerank(list, { catalogue }, { strength, ...rule }) {
    const meant = ruleOver(catalogue, rule);
    return rescored(
      list,
      unitScores(list.score).map((score, i) => (meant(list.item[i]!) ? score - strength : score)),
    );
  },
};
