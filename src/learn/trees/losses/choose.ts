import type { TrainingSet } from '../../../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../../../contracts/params.ts';
import type { Category, Task } from '../../../contracts/task.ts';
import { fail } from '../../../errors/fail.ts';
import { customLoss } from './custom.ts';
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
  binary: ['logistic', 'focal', 'custom'],
  multiclass: ['softmax'],
  regression: ['squared', 'absolute', 'huber', 'quantile', 'poisson', 'lambda-rank', 'custom'],
  ranking: ['lambda-rank'],
  cluster: [],
  anomaly: [],
} as const satisfies Record<Category, readonly string[]>;

export const lossParams = {
  loss: {
    type: 'choice',
    choices: ['auto', ...FITTING.regression, 'logistic', 'focal', ...FITTING.multiclass],
    default: 'auto',
    about:
      'What is minimised; auto = squared, logistic, softmax or lambda-rank, by the target. absolute answers with medians, quantile with a quantile, huber with means that outliers hardly move, poisson with means of counts, focal with scores that rank rare classes, lambda-rank with scores that rank the rows of a list, custom with whatever its gradient and hessian say.',
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
  gradient: {
    type: 'formula',
    default: '',
    about:
      'Of loss custom: its derivative by the score, a function (y, score) => ... of numbers, operators and Math; y is the value, or 1 for the positive class and 0, and the score is the value, the log-odds, or the log of the value.',
  },
  hessian: {
    type: 'formula',
    default: '',
    about:
      'Of loss custom: its second derivative by the score, or an upper bound of it; below 0 it counts as 0.',
  },
  logScore: {
    type: 'boolean',
    default: false,
    about: 'Of loss custom and values: the score is the log of the answer.',
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

/**
 * The loss that parameters name. Throws 'train/loss-category' when it is not one of the task's, 'train/loss-unused' for
 * functions that it does not call, and what `customLoss` throws.
 */
export function chooseLoss(
  { task, y, weights }: Pick<TrainingSet, 'task' | 'y' | 'weights'>,
  params: ParamsOf<typeof lossParams>,
): Loss {
  const { loss, quantile: share, huberDelta, focalGamma } = params;
  const { category } = task;
  const losses: readonly string[] = FITTING[category];
  if (loss !== 'auto' && !losses.includes(loss))
    throw fail('train/loss-category', { loss, category, losses });
  // A function that nobody calls is a mistake that no result would show.
  const unused =
    loss !== 'custom' && (['gradient', 'hessian'] as const).find((param) => params[param] !== '');
  if (unused) throw fail('train/loss-unused', { param: unused, loss });
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
    case 'custom': {
      const { gradient, hessian, logScore } = params;
      const link = logScore && category === 'regression' ? { link: 'log' as const } : {};
      return customLoss({ gradient, hessian, ...link }, { task, y, weights });
    }
    default:
      return usualLoss(task);
  }
}
