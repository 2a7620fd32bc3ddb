import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, withFloor } from './arrange.ts';
import { ruleFailures, ruleOver, ruleParams } from './rule.ts';

const params = {
  ...ruleParams,
  share: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 1,
    about: 'Of the first places, and of each beginning of them, that these items get at least.',
  },
} as const satisfies ParamSpecs;

/**
 * A floor under the exposure of some providers: of the first n places, for every n up to k, at least floor(share * n)
 * are theirs while the list has any. Both groups keep their own order, so that the sum of scores is the largest that
 * the floor lets. O(n).
 *
 * Source: Zehlike et al. 2017, "FA*IR: a fair top-k ranking algorithm", algorithm 2, with the share itself as the floor.
 */
export const providerFloor: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'provider-floor',
  version: 1,
  about: 'Give the items of some providers at least a share of the first places (Zehlike et al. 2017).',
  params,
  check: (given, attributes) => ruleFailures('provider-floor', given, attributes),
  rerank(list, { catalogue, k }, { share, ...rule }) {
    const meant = ruleOver(catalogue, rule);
    const { length } = list.item;
    return arranged(
      list,
      withFloor(length, k, share, (i) => meant(list.item[i]!)),
    );
  },
};
