import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { outputsOf } from '../contracts/task.ts';
import { certainMembers, foldsParam, membersParam, quickMembers } from '../learn/ensemble/ensemble-params.ts';
import { membersNamed } from '../learn/ensemble/fit-members.ts';
import { fitJudged, poolFor } from '../learn/ensemble/judged-members.ts';
import type { EnsembleState, FindModel } from '../learn/ensemble/member-states.ts';
import { explainPooled, pooledExplains } from '../learn/ensemble/pooled-explainer.ts';
import { openPooled } from '../learn/ensemble/pooled-scores.ts';
import { stackedWeights } from '../learn/ensemble/stacked-weights.ts';

const params = {
  ...membersParam,
  ...foldsParam,
  strength: {
    type: 'number',
    default: 1,
    min: 1e-6,
    max: 1e6,
    about: 'Charge on weights that differ from the plain mean, against the sum of the losses of all rows.',
  },
} as const satisfies ParamSpecs;

/**
 * Stacking: members' log-odds (logs of probabilities, values) add up with weights >= 0, found on predictions out of fold.
 *
 * The second level is a logistic, softmax or linear regression without intercept, drawn towards the plain mean; being
 * linear in raw scores it explains itself where its members do.
 */
export const stacking = (find: FindModel): Model<ParamsOf<typeof params>, EnsembleState> => ({
  room: 'models',
  name: 'stacking',
  version: 1,
  about: 'A weighted sum of what other models say, its weights learned on rows that these have not seen.',
  params,
  traits: {
    tier: 'complex',
    onlyNamed: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    withoutChance: { folds: 0, members: certainMembers },
    quick: { folds: 2, members: quickMembers },
  },
  members: ({ members }) => membersNamed(members, find),
  fit(train, { members, folds, strength }, run) {
    const { task } = train;
    return fitJudged(
      membersNamed(members, find),
      train,
      { folds, pool: poolFor(task, 'log-odds') },
      run,
      (unseen) => stackedWeights(unseen, outputsOf(task), task.category !== 'regression', strength),
    );
  },
  open: (state, kernels) => openPooled(state, find, kernels),
  explain: (state) => explainPooled(state, find),
  explains: (state) => pooledExplains(state, find),
});
