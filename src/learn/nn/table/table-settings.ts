import type { TrainingSet } from '../../../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../../../contracts/params.ts';
import type { Category } from '../../../contracts/task.ts';
import { fail } from '../../../errors/fail.ts';
import { crossEntropy } from '../losses/cross-entropy.ts';
import { absolute, huber, squared } from '../losses/errors.ts';
import { focal } from '../losses/focal.ts';
import type { Head } from '../train-network.ts';
import { MOST_ROWS, stepParams } from './step-params.ts';

const FITTING = {
  binary: ['cross-entropy', 'focal'],
  multiclass: ['cross-entropy', 'focal'],
  regression: ['squared', 'absolute', 'huber'],
  ranking: [],
  cluster: [],
  anomaly: [],
} as const satisfies Record<Category, readonly string[]>;

/** What every network over a table can be told about how it learns. */
export const learningParams = {
  ...stepParams,
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
  headShare: {
    type: 'number',
    default: 1,
    min: 0,
    max: 1000,
    about:
      'Of designs with framing.heads: what the loss of each further target counts beside that of the target.',
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
