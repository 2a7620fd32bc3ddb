import type { Model, TrainingSet } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { partOfRun } from '../contracts/run.ts';
import { outputsOf } from '../contracts/task.ts';
import { drawShare } from '../kernels/draw-share.ts';
import { type Random, random, randomInt, seedFor } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { averageParam } from '../learn/ensemble/ensemble-params.ts';
import { fitMember, membersNamed, takeRows } from '../learn/ensemble/fit-members.ts';
import { equalWeights, poolFor } from '../learn/ensemble/judged-members.ts';
import {
  type EnsembleState,
  type FindModel,
  type FittedMember,
  packMembers,
} from '../learn/ensemble/member-states.ts';
import { explainPooled, pooledExplains } from '../learn/ensemble/pooled-explainer.ts';
import { openPooled } from '../learn/ensemble/pooled-scores.ts';

const params = {
  members: {
    type: 'components',
    room: 'models',
    default: [{ name: 'decision-tree', params: { minRowsPerLeaf: 5 } }],
    about: 'The model to bag; of several each gets a bag in turn.',
  },
  bags: {
    type: 'integer',
    default: 20,
    min: 1,
    max: 1000,
    unit: 'bags',
    search: { scale: 'log', low: 5, high: 100 },
    about: 'Models that are fitted and averaged.',
  },
  rowShare: {
    type: 'number',
    default: 1,
    min: 0.01,
    max: 1,
    about: 'Rows of a bag, as a share of all.',
  },
  replacement: {
    type: 'boolean',
    default: true,
    about: 'A row may be drawn into a bag more than once (bootstrap); else at most once (pasting).',
  },
  ...averageParam,
} as const satisfies ParamSpecs;

/** Bagging of any model: the mean of fits on rows drawn by chance. scikit-learn's BaggingClassifier and BaggingRegressor. */
export const bagging = (find: FindModel): Model<ParamsOf<typeof params>, EnsembleState> => ({
  room: 'models',
  name: 'bagging',
  version: 1,
  about: 'The mean of one model fitted many times, each time on rows drawn anew (Breiman 1996).',
  params,
  traits: {
    tier: 'complex',
    onlyNamed: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    withoutChance: { rowShare: 1, replacement: false },
    quick: { bags: 6 },
  },
  members: ({ members }) => membersNamed(members, find),
  async fit(train, { members, bags, rowShare, replacement, average }, run) {
    const kinds = membersNamed(members, find);
    const fitted: FittedMember[] = [];
    for (let bag = 0; bag < bags; bag++) {
      run.checkCancelled();
      const rows = drawBag(train.y.length, rowShare, replacement, random(seedFor(run.seed, `bag ${bag}`)));
      const part = { ...partOfRun(run, bag / bags, 1 / bags), seed: seedFor(run.seed, `member ${bag}`) };
      fitted.push(await fitMember(kinds[bag % kinds.length]!, withRows(train, rows), part));
    }
    return packMembers(fitted, equalWeights(bags), poolFor(train.task, average), outputsOf(train.task));
  },
  open: (state, kernels) => openPooled(state, find, kernels),
  explain: (state) => explainPooled(state, find),
  explains: (state) => pooledExplains(state, find),
});

/** Row numbers of a bag, ascending; with replacement some stand more than once. */
function drawBag(rows: number, share: number, replacement: boolean, r: Random): Int32Array {
  if (!replacement) return drawShare(range(rows), share, r).drawn;
  const size = Math.max(1, Math.round(share * rows));
  return Int32Array.from({ length: size }, () => randomInt(r, rows)).sort();
}

const withRows = (train: TrainingSet, rows: Int32Array): TrainingSet => ({
  ...takeRows(train, rows),
  ...(train.validation && { validation: train.validation }),
});
