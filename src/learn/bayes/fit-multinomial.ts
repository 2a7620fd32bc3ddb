import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { isClassed } from '../../contracts/task.ts';
import { fail } from '../../errors/fail.ts';
import { logPriorsOf } from './log-priors.ts';

/**
 * What multinomial naive Bayes learned: it scores as a linear model does.
 *
 * weights [outputs x cols] log shares of the columns within a class, intercepts [outputs] log priors; with two classes
 * the difference of class 1 and class 0. mean [cols] of the training rows.
 */
export interface MultinomialState extends State {
  readonly facts: Record<never, never>;
  readonly arrays: {
    readonly weights: Float64Array;
    readonly intercepts: Float64Array;
    readonly mean: Float64Array;
  };
}

/**
 * The share of each column in the sum of all columns, within each class.
 *
 * share = (sum of the column + smoothing) / (sum of all columns + smoothing x columns), sums weighted; a class without a
 * row has equal shares and is never answered. Throws 'train/negative-value' and 'train/cancelled'. O(rows x cols).
 * Source: Manning, Raghavan and Schütze 2008, "Introduction to Information Retrieval", 13.2; scikit-learn's MultinomialNB.
 */
export function fitMultinomial(
  train: TrainingSet,
  { smoothing, equal }: { readonly smoothing: number; readonly equal: boolean },
  run: Run,
): MultinomialState {
  const { y, weights, task, x } = train;
  const classes = isClassed(task) ? task.classes.length : 0;
  const logs = new Float64Array(classes * x.cols);
  const totals = new Float64Array(classes);
  const mean = new Float64Array(x.cols);
  const rows = weights === null ? x.rows : weights.reduce((a, b) => a + b, 0);
  for (let c = 0; c < x.cols; c++) {
    run.checkCancelled();
    const sums = sumsOf(train, c, classes);
    mean[c] = sums.reduce((a, b) => a + b, 0) / rows;
    for (let k = 0; k < classes; k++) {
      logs[k * x.cols + c] = Math.log(sums[k]! + smoothing);
      totals[k]! += sums[k]! + smoothing;
    }
    run.progress((c + 1) / x.cols);
  }
  for (let i = 0; i < logs.length; i++) logs[i]! -= Math.log(totals[Math.floor(i / x.cols)]!);
  const priors = logPriorsOf(y, weights, classes, equal);
  if (task.category !== 'binary') return { facts: {}, arrays: { weights: logs, intercepts: priors, mean } };
  return {
    facts: {},
    arrays: {
      weights: mean.map((_, c) => logs[x.cols + c]! - logs[c]!),
      intercepts: Float64Array.of(priors[1]! - priors[0]!),
      mean,
    },
  };
}

/** [classes] weighted sum of one column within each class. */
function sumsOf({ x, y, weights, columns }: TrainingSet, c: number, classes: number): Float64Array {
  const sums = new Float64Array(classes);
  for (let r = 0; r < x.rows; r++) {
    const value = x.data[c * x.rows + r]!;
    if (value < 0) throw fail('train/negative-value', { column: columns[c]!.name, value });
    sums[y[r]!]! += weights === null ? value : weights[r]! * value;
  }
  return sums;
}
