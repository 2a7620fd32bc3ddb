import type { Model, TrainingSet } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { partOfRun, type Run } from '../contracts/run.ts';
import { dealFolds } from '../kernels/deal-folds.ts';
import { sigmoidInPlace } from '../kernels/probabilities.ts';
import { random, seedFor } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { fitLinear, type LinearFit } from '../learn/linear/fit-linear.ts';
import { linearParams } from '../learn/linear/linear-params.ts';
import { linearExplainer, linearImportances, linearScores } from '../learn/linear/linear-scores.ts';
import { type LinearState, linearState, weightsOf } from '../learn/linear/linear-state.ts';
import { squaredHingeLoss } from '../learn/linear/losses.ts';
import { fitSigmoid } from '../learn/linear/platt.ts';
import { type Matrix, takeMatrix } from '../table/matrix.ts';

const params = {
  ...linearParams,
  folds: {
    type: 'integer',
    default: 3,
    min: 1,
    max: 20,
    about:
      'Margins of each of so many parts of the rows are calibrated, by machines that learned from the others; 1 = of the rows learned from.',
  },
} as const satisfies ParamSpecs;

type SvmParams = ParamsOf<typeof params>;

/**
 * Linear support vector machine: minimises sum of squared hinge losses + strength x penalty, the intercept free, as
 * scikit-learn's LinearSVC with C = 1 / strength but for its charge on the intercept.
 *
 * Margins become probabilities by Platt's sigmoid, fitted on margins out of fold and folded into the weights: what is
 * kept is a linear model of the log-odds. Costs folds + 1 fits.
 */
export const linearSvm: Model<SvmParams, LinearState> = {
  room: 'models',
  name: 'linear-svm',
  version: 1,
  about:
    'Linear support vector machine with calibrated margins: a straight border as far from both classes as it can be.',
  params,
  traits: {
    tier: 'simple',
    categories: ['binary'],
    onlyNamed: true,
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
    withoutChance: { folds: 1 },
  },
  fit(train, params, run) {
    const fits = params.folds === 1 ? 1 : params.folds + 1;
    const fit = fitMargin(train, params, partOfRun(run, 0, 1 / fits));
    const margins = fits === 1 ? marginsOf(fit, train.x) : marginsOutOfFold(train, params, run);
    const { slope, intercept } = fitSigmoid(margins, train.y, train.weights ?? margins.map(() => 1));
    return linearState({
      ...fit,
      weights: fit.weights.map((w) => slope * w),
      intercepts: fit.intercepts.map((b) => slope * b + intercept),
    });
  },
  open(state) {
    const model = weightsOf(state);
    return (rows, out) => {
      linearScores(model, rows, out);
      sigmoidInPlace(out, rows.rows);
    };
  },
  explain: (state) => linearExplainer(weightsOf(state), state.arrays.mean),
  importances: (state) => linearImportances(weightsOf(state), state.arrays.deviation),
};

const fitMargin = (
  train: Pick<TrainingSet, 'x' | 'y' | 'weights'>,
  { penalty, strength, mix, tolerance, iterations }: SvmParams,
  run: Run,
): LinearFit =>
  fitLinear(
    {
      train,
      outputs: 1,
      loss: squaredHingeLoss,
      penalty: { name: penalty, strength, mix },
      tolerance,
      iterations,
      start: Float64Array.of(0),
    },
    run,
  );

function marginsOf(fit: LinearFit, x: Matrix): Float64Array {
  const margins = new Float64Array(x.rows);
  linearScores({ outputs: 1, ...fit }, x, margins);
  return margins;
}

/** [rows] the margin of each row by a machine that did not learn from it. */
function marginsOutOfFold(train: TrainingSet, params: SvmParams, run: Run): Float64Array {
  const { x, y, weights } = train;
  const fold = dealFolds(y, 2, params.folds, random(seedFor(run.seed, 'folds')));
  const margins = new Float64Array(y.length);
  const rows = range(y.length);
  for (let f = 0; f < params.folds; f++) {
    const learned = rows.filter((r) => fold[r] !== f);
    const judged = rows.filter((r) => fold[r] === f);
    if (learned.length === 0 || judged.length === 0) continue;
    const share = 1 / (params.folds + 1);
    const fit = fitMargin(
      {
        x: takeMatrix(x, learned),
        y: Float64Array.from(learned, (r) => y[r]!),
        weights: weights && Float64Array.from(learned, (r) => weights[r]!),
      },
      params,
      partOfRun(run, (f + 1) * share, share),
    );
    const scores = marginsOf(fit, takeMatrix(x, judged));
    judged.forEach((r, i) => {
      margins[r] = scores[i]!;
    });
  }
  return margins;
}
