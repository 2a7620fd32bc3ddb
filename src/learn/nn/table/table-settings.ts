import type { TrainingSet } from '../../../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../../../contracts/params.ts';
import type { Category } from '../../../contracts/task.ts';
import { fail } from '../../../errors/fail.ts';
import { crossEntropy } from '../losses/cross-entropy.ts';
import { absolute, huber, squared } from '../losses/errors.ts';
import { focal } from '../losses/focal.ts';
import { adagrad } from '../optimisers/adagrad.ts';
import { adam } from '../optimisers/adam.ts';
import { momentum } from '../optimisers/momentum.ts';
import type { Optimiser } from '../optimisers/optimiser.ts';
import { rmsprop } from '../optimisers/rmsprop.ts';
import type { Head, TrainSettings } from '../train-network.ts';

const MOST_ROWS = 1_048_576;

const FITTING = {
  binary: ['cross-entropy', 'focal'],
  multiclass: ['cross-entropy', 'focal'],
  regression: ['squared', 'absolute', 'huber'],
  cluster: [],
  anomaly: [],
} as const satisfies Record<Category, readonly string[]>;

/** What every network over a table can be told about how it learns. */
export const learningParams = {
  optimiser: {
    type: 'choice',
    choices: ['sgd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adamw'],
    default: 'adamw',
    about: 'How weights follow their gradients.',
  },
  learningRate: {
    type: 'number',
    default: 0.003,
    min: 1e-7,
    max: 10,
    search: { scale: 'log', low: 0.0003, high: 0.03 },
    about: 'Full size of a step.',
  },
  schedule: {
    type: 'choice',
    choices: ['constant', 'linear', 'cosine', 'halving'],
    default: 'cosine',
    about: 'How the learning rate falls from the first epoch to the last.',
  },
  warmUp: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    about: 'Share of all steps over which the learning rate rises from nothing.',
  },
  epochs: {
    type: 'integer',
    default: 60,
    min: 1,
    max: 100_000,
    unit: 'epochs',
    about: 'Times that the rows are gone through at most.',
  },
  batchRows: {
    type: 'integer',
    default: 128,
    min: 1,
    max: MOST_ROWS,
    unit: 'rows',
    search: { scale: 'log', low: 32, high: 1024 },
    about: 'Rows of a step.',
  },
  patience: {
    type: 'integer',
    default: 10,
    min: 0,
    max: 100_000,
    unit: 'epochs',
    about: 'Stop after so many epochs without a lower loss on held-out rows; 0 = go on to the last epoch.',
  },
  holdOut: {
    type: 'number',
    default: 0.1,
    min: 0.001,
    max: 0.5,
    about: 'Without validation rows: share of the training rows that is held out to know when to stop.',
  },
  clip: {
    type: 'number',
    default: 1,
    min: 0,
    max: 1e9,
    about: 'Longest gradient of all weights together; a longer one is shortened. 0 = any.',
  },
  decay: {
    type: 'number',
    default: 0.3,
    min: 0,
    max: 100,
    search: { scale: 'log', low: 0.0001, high: 1 },
    about: 'Of adamw: share of a step by which weights shrink.',
  },
  l1: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e6,
    about: 'Charge on the size of weights, against the mean loss; drives weights to 0.',
  },
  l2: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e6,
    about: 'Charge on half the squared size of weights, against the mean loss.',
  },
  frozen: {
    type: 'names',
    default: [],
    about:
      'Of a fit that goes on from an earlier state: layers that stay as they are, by name, such as "category-0" or "hidden-1".',
  },
  loss: {
    type: 'choice',
    choices: ['auto', ...FITTING.regression, ...FITTING.binary],
    default: 'auto',
    about:
      'What is minimised; auto = squared or cross-entropy, by the target. absolute answers with medians, huber with means that outliers hardly move, focal heeds the rows that are told badly.',
  },
  huberFrom: {
    type: 'number',
    default: 1,
    min: 1e-6,
    max: 1e6,
    about: 'Of loss huber, in deviations of the target: larger errors count linearly.',
  },
  focus: {
    type: 'number',
    default: 2,
    min: 0,
    max: 10,
    about: 'Of loss focal: how much less rows count that are told well; 0 = cross-entropy.',
  },
  classBalance: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    about:
      'Of classes: 0 = every row counts alike; towards 1, rows of rare classes count more (0.999, 0.9999).',
  },
  smoothing: {
    type: 'number',
    default: 0,
    min: 0,
    max: 0.5,
    about: 'Of loss cross-entropy: share of the truth that is spread over all classes.',
  },
  entropy: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    about: 'Of loss cross-entropy: reward for answers that are not sure of themselves.',
  },
} as const satisfies ParamSpecs;

export type LearningParams = ParamsOf<typeof learningParams>;

/** Parameters with which nothing is drawn by chance but the weights to begin with. */
export const withoutChance = { batchRows: MOST_ROWS, dropout: 0 } as const;

/** Parameters that are enough for small data with a plain rule. */
export const quick = { units: 32, dropout: 0, epochs: 20, patience: 5, learningRate: 0.01 } as const;

/** How the trainer is to go about it, in its own terms. */
export function trainSettings(params: LearningParams): TrainSettings {
  const { learningRate, decay, optimiser, ...rest } = params;
  return { ...rest, rate: learningRate, optimiser: optimiserOf(optimiser, decay) };
}

function optimiserOf(name: LearningParams['optimiser'], decay: number): Optimiser {
  switch (name) {
    case 'sgd':
      return momentum(0, false);
    case 'momentum':
      return momentum(0.9, true);
    case 'adagrad':
      return adagrad;
    case 'rmsprop':
      return rmsprop(0.99);
    case 'adam':
      return adam(0);
    default:
      return adam(decay);
  }
}

/** What is asked of the scores. Throws 'train/loss-category' when the loss is not one of the task's. */
export function headOf({ task: { category } }: Pick<TrainingSet, 'task'>, params: LearningParams): Head {
  const { loss, huberFrom, focus, smoothing, entropy } = params;
  const losses: readonly string[] = FITTING[category];
  if (loss !== 'auto' && !losses.includes(loss))
    throw fail('train/loss-category', { loss, category, losses });
  const plain = crossEntropy({ smoothing: 0, entropy: 0 });
  switch (loss) {
    case 'absolute':
      return { loss: absolute, judge: absolute, share: 1 };
    case 'huber':
      return { loss: huber(huberFrom), judge: huber(huberFrom), share: 1 };
    case 'focal':
      return { loss: focal(focus), judge: focal(focus), share: 1 };
    default:
      return category === 'regression'
        ? { loss: squared, judge: squared, share: 1 }
        : { loss: crossEntropy({ smoothing, entropy }), judge: plain, share: 1 };
  }
}
