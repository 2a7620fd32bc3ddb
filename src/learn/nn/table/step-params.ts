import type { ParamSpecs, ParamsOf } from '../../../contracts/params.ts';
import { adagrad } from '../optimisers/adagrad.ts';
import { adam } from '../optimisers/adam.ts';
import { momentum } from '../optimisers/momentum.ts';
import type { Optimiser } from '../optimisers/optimiser.ts';
import { rmsprop } from '../optimisers/rmsprop.ts';
import type { TrainSettings } from '../train-network.ts';

export const MOST_ROWS = 1_048_576;

/** What every network over a table can be told about its steps, whatever it is asked. */
export const stepParams = {
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
} as const satisfies ParamSpecs;

export type StepParams = ParamsOf<typeof stepParams>;

/** How the trainer is to go about it, in its own terms. */
export function trainSettings(params: StepParams): TrainSettings {
  const { learningRate, decay, optimiser, ...rest } = params;
  return { ...rest, rate: learningRate, optimiser: optimiserOf(optimiser, decay) };
}

function optimiserOf(name: StepParams['optimiser'], decay: number): Optimiser {
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
