import type { TrainingSet } from '../../../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../../../contracts/params.ts';
import type { Category, Task } from '../../../contracts/task.ts';
import { fail } from '../../../errors/fail.ts';
import { focal } from './focal.ts';
import { huber, usualDelta } from './huber.ts';
import { lambdaRank } from './lambda-rank.ts';
import { logistic } from './logistic.ts';
import type { Loss } from './loss.ts';
import { absolute, quantile } from './pinball.ts';
import { poisson } from './poisson.ts';
import { softmax } from './softmax.ts';
import { squared } from './squared.ts';

/** The losses of each category by name; the first is the usual one. */
const FITTING = {
  binary: ['logistic', 'focal'],
  multiclass: ['softmax'],
  regression: ['squared', 'absolute', 'huber', 'quantile', 'poisson', 'lambda-rank'],
  ranking: ['lambda-rank'],
  cluster: [],
  anomaly: [],
} as const satisfies Record<Category, readonly string[]>;

export const lossParams = {
  loss: {
    type: 'choice',
    choices: ['auto', ...FITTING.regression, ...FITTING.binary, ...FITTING.multiclass],
    default: 'auto',
    about:
      'What is minimised; auto = squared, logistic, softmax or lambda-rank, by the target. absolute answers with medians, quantile with a quantile, huber with means that outliers hardly move, poisson with means of counts, focal with scores that rank rare classes, lambda-rank with scores that rank the rows of a list.',
  },
  quantile: {
    type: 'number',
    default: 0.5,
    min: 0.001,
    max: 0.999,
    about: 'Of loss quantile: the share of rows whose value lies below the answer.',
  },
  huberDelta: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e300,
    about:
      'Of loss huber, in units of the target: larger errors count linearly. 0 = the deviation from the median within which nine tenths of the training rows lie.',
  },
  focalGamma: {
    type: 'number',
    default: 2,
    min: 0,
    max: 10,
    about: 'Of loss focal: how much less rows count that are told well; 0 = logistic.',
  },
} as const satisfies ParamSpecs;

/** The usual loss of a task: the proper score of its classes, or squared error. */
export function usualLoss(task: Task): Loss {
  switch (task.category) {
    case 'binary':
      return logistic;
    case 'multiclass':
      return softmax(task.classes.length);
    case 'regression':
      return squared;
    case 'ranking':
      return lambdaRank();
    default:
      throw new Error(`a loss is of a truth, and ${task.category} has none`);
  }
}

/** The loss that parameters name. Throws 'train/loss-category' when it is not one of the task's. */
export function chooseLoss(
  { task, y, weights }: Pick<TrainingSet, 'task' | 'y' | 'weights'>,
  { loss, quantile: share, huberDelta, focalGamma }: ParamsOf<typeof lossParams>,
): Loss {
  const { category } = task;
  const losses: readonly string[] = FITTING[category];
  if (loss !== 'auto' && !losses.includes(loss))
    throw fail('train/loss-category', { loss, category, losses });
  switch (loss) {
    case 'absolute':
      return absolute;
    case 'huber':
      return huber(huberDelta || usualDelta(y, weights));
    case 'quantile':
      return quantile(share);
    case 'poisson':
      return poisson;
    case 'lambda-rank':
      return lambdaRank();
    case 'focal':
      return focal(focalGamma);
    default:
      return usualLoss(task);
  }
}
