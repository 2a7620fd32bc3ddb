import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { outputsOf } from '../contracts/task.ts';
import { fail } from '../errors/fail.ts';
import {
  averageParam,
  certainMembers,
  membersParam,
  quickMembers,
} from '../learn/ensemble/ensemble-params.ts';
import { fitMembers, membersNamed } from '../learn/ensemble/fit-members.ts';
import { equalWeights, poolFor } from '../learn/ensemble/judged-members.ts';
import { type EnsembleState, type FindModel, packMembers } from '../learn/ensemble/member-states.ts';
import { explainPooled, pooledExplains } from '../learn/ensemble/pooled-explainer.ts';
import { openPooled } from '../learn/ensemble/pooled-scores.ts';

const params = {
  ...membersParam,
  weights: {
    type: 'numbers',
    default: [],
    about: 'How much each member counts, in their order, each 0 or more; none = all the same.',
  },
  ...averageParam,
} as const satisfies ParamSpecs;

/** Soft voting: the weighted mean of what the members say. scikit-learn's VotingClassifier (soft) and VotingRegressor. */
export const voting = (find: FindModel): Model<ParamsOf<typeof params>, EnsembleState> => ({
  room: 'models',
  name: 'voting',
  version: 1,
  about: 'The mean of what other models say, weighted as told.',
  params,
  traits: {
    tier: 'complex',
    onlyNamed: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    withoutChance: { members: certainMembers },
    quick: { members: quickMembers },
  },
  members: ({ members }) => membersNamed(members, find),
  async fit(train, { members, weights, average }, run) {
    const shares = sharesOf(weights, members.length);
    const fitted = await fitMembers(membersNamed(members, find), train, run);
    return packMembers(fitted, shares, poolFor(train.task, average), outputsOf(train.task));
  },
  open: (state, kernels) => openPooled(state, find, kernels),
  explain: (state) => explainPooled(state, find),
  explains: (state) => pooledExplains(state, find),
});

/** Weights that sum to 1. */
function sharesOf(weights: readonly number[], members: number): Float64Array {
  if (weights.length === 0) return equalWeights(members);
  const total = weights.reduce((a, b) => a + b, 0);
  if (weights.length !== members || weights.some((w) => w < 0) || !(total > 0))
    throw fail('params/invalid', {
      component: 'voting',
      param: 'weights',
      rule: `one number for each of the ${members} members, none below 0 and not all 0`,
      got: JSON.stringify(weights),
    });
  return Float64Array.from(weights, (w) => w / total);
}
