import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { random, seedFor } from '../kernels/random.ts';
import {
  averageParam,
  certainMembers,
  foldsParam,
  membersParam,
  quickMembers,
} from '../learn/ensemble/ensemble-params.ts';
import { membersNamed } from '../learn/ensemble/fit-members.ts';
import { greedySelection } from '../learn/ensemble/greedy-selection.ts';
import { fitJudged, poolFor } from '../learn/ensemble/judged-members.ts';
import type { EnsembleState, FindModel } from '../learn/ensemble/member-states.ts';
import { explainPooled, pooledExplains } from '../learn/ensemble/pooled-explainer.ts';
import { pooledLoss } from '../learn/ensemble/pooled-loss.ts';
import { openPooled } from '../learn/ensemble/pooled-scores.ts';

const params = {
  ...membersParam,
  ...foldsParam,
  ...averageParam,
  rounds: {
    type: 'integer',
    default: 25,
    min: 1,
    max: 1000,
    unit: 'rounds',
    about: 'Times that a member is added to the mean; the same one may be added again.',
  },
  best: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 100,
    unit: 'members',
    about: 'It begins with the mean of this many members that are best alone.',
  },
  bags: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 100,
    about: 'Selections over parts of the members that are averaged; 1 = one over all.',
  },
} as const satisfies ParamSpecs;

/** Part of the members that a bag chooses from. */
const BAG_SHARE = 0.5;

/** Ensemble selection (Caruana et al. 2004): members are added, with replacement, while the mean gets better out of fold. */
export const greedyEnsemble = (find: FindModel): Model<ParamsOf<typeof params>, EnsembleState> => ({
  room: 'models',
  name: 'greedy-ensemble',
  version: 1,
  about: 'The mean of those of other models, some counted more than once, that do best together.',
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
  fit(train, { members, folds, average, rounds, best, bags }, run) {
    const pool = poolFor(train.task, average);
    return fitJudged(membersNamed(members, find), train, { folds, pool }, run, ({ predicted, y, weights }) =>
      greedySelection(
        predicted,
        pooledLoss(train.task, y, weights, pool),
        { rounds, best, bags, share: BAG_SHARE },
        random(seedFor(run.seed, 'bags')),
      ),
    );
  },
  open: (state, kernels) => openPooled(state, find, kernels),
  explain: (state) => explainPooled(state, find),
  explains: (state) => pooledExplains(state, find),
});
