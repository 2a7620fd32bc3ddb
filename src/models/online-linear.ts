import type { Model, TrainingSet } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { outputsOf } from '../contracts/task.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';
import { random, seedFor, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { codedScores, weightsLayout } from '../learn/linear/coded-state.ts';
import { logOddsStart } from '../learn/linear/log-odds-start.ts';
import { countRows, learnRows, passProgress } from '../learn/linear/online-learner.ts';
import {
  codedArrays,
  copyState,
  type OnlineState,
  onlineExplainer,
  onlineImportances,
  startFrom,
} from '../learn/linear/online-state.ts';
import { type OnlineSettings, startAt } from '../learn/linear/online-step.ts';
import { momentsOf } from '../learn/linear/standardize.ts';

const params = {
  optimiser: {
    type: 'choice',
    choices: ['ftrl', 'adagrad', 'sgd'],
    default: 'ftrl',
    about:
      'How weights follow rows: ftrl and adagrad take ever shorter steps for what they see often, sgd never tires and so keeps up with change.',
  },
  rate: {
    type: 'number',
    default: 0.1,
    min: 1e-6,
    max: 10,
    search: 'log',
    about: 'Length of the steps; of ftrl and adagrad of the first ones.',
  },
  smoothing: {
    type: 'number',
    default: 1,
    min: 1e-6,
    max: 1000,
    about: 'Of ftrl: shortens the first steps of a weight.',
  },
  l1: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e9,
    about: 'Of ftrl: a weight is 0 until rows pull harder at it than this, all together.',
  },
  l2: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e9,
    about: 'Draws weights to 0: of ftrl against all rows together, of the others at each row.',
  },
  passes: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1000,
    about: 'How often a fit goes through its rows. An update goes through them once.',
  },
  shuffled: {
    type: 'boolean',
    default: true,
    about:
      'A fit goes through its rows in an order drawn by chance, anew at each pass. An update keeps their order.',
  },
} as const satisfies ParamSpecs;

type OnlineParams = ParamsOf<typeof params>;

/**
 * Linear, logistic or softmax regression that learns row after row, with a weight for every category, and goes on learning
 * from new rows as they come.
 *
 * Numbers are seen in the standard deviations of the rows of the first fit, and so are the values of a regression; a missing
 * number and a missing or unseen category have weights of their own. A row costs O(columns), whatever was seen before.
 */
export const onlineLinear: Model<OnlineParams, OnlineState> = {
  room: 'models',
  name: 'online-linear',
  version: 1,
  about:
    'Linear or logistic regression that learns row after row (FTRL, AdaGrad or SGD) and can go on from new rows.',
  params,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass', 'regression'],
    onlyNamed: true,
    missing: 'native',
    categorical: 'native',
    manyCategories: true,
    scaled: false,
    resumes: true,
    online: true,
    withoutChance: { shuffled: false },
  },
  fit(train, given, run) {
    const state =
      train.start === undefined ? startState(train, settingsOf(given)) : startFrom(train, train.start);
    countRows(state, train);
    const order = range(train.y.length);
    const r = random(seedFor(run.seed, 'order'));
    for (let pass = 0; pass < given.passes; pass++) {
      if (given.shuffled) shuffle(order, r);
      learnRows(state, train, order, settingsOf(given), passProgress(run, pass, given.passes));
    }
    return state;
  },
  update(state, batch, given, run) {
    const next = copyState(state);
    countRows(next, batch);
    learnRows(next, batch, range(batch.y.length), settingsOf(given), passProgress(run, 0, 1));
    return next;
  },
  open(state) {
    const arrays = codedArrays(state);
    const score = codedScores(arrays);
    if (state.facts.category === 'regression') return score;
    return (rows, out) => {
      score(rows, out);
      probabilitiesInPlace(out, rows.rows, arrays.intercepts.length);
    };
  },
  explain: onlineExplainer,
  importances: onlineImportances,
};

const settingsOf = (given: OnlineParams): OnlineSettings => ({
  ...given,
  optimiser: given.optimiser as OnlineSettings['optimiser'],
});

/** Knows the scale of the numbers, and how common each class is; every weight is 0. */
function startState({ task, x, columns, y, weights }: TrainingSet, settings: OnlineSettings): OnlineState {
  const cardinality = Int32Array.from(columns, (c) => c.cardinality ?? 0);
  const { width } = weightsLayout(cardinality);
  const outputs = outputsOf(task);
  const each = weights ?? new Float64Array(y.length).fill(1);
  const centre = new Float64Array(x.cols);
  const scale = new Float64Array(x.cols);
  for (let c = 0; c < x.cols; c++) {
    if (cardinality[c]! > 0) continue;
    const column = x.data.subarray(c * x.rows, (c + 1) * x.rows);
    const isPresent = (_: number, r: number): boolean => !Number.isNaN(column[r]!);
    const { mean, deviation } = momentsOf(column.filter(isPresent), each.filter(isPresent));
    centre[c] = mean;
    scale[c] = deviation > 0 ? 1 / deviation : 0;
  }
  const target = task.category === 'regression' ? momentsOf(y, each) : { mean: 0, deviation: 1 };
  const size = outputs * (width + 1);
  const arrays = {
    cardinality,
    centre,
    scale,
    target: Float64Array.of(target.mean, target.deviation > 0 ? target.deviation : 1),
    weights: new Float64Array(size),
    squares: new Float64Array(size),
    pulls: new Float64Array(size),
    tallies: new Float64Array(width),
    energies: new Float64Array(x.cols),
    seen: new Float64Array(1),
  };
  if (task.category !== 'regression')
    logOddsStart(y, weights, outputs).forEach((score, k) => {
      startAt(arrays, settings, (k + 1) * (width + 1) - 1, score);
    });
  return { facts: { category: task.category }, arrays };
}
