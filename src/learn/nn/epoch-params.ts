import type { ParamSpecs } from '../../contracts/params.ts';

/** Parameters of retrievers that learn a network: each sets its own numbers of epochs. */
export const epochParams = {
  learningRate: {
    type: 'number',
    default: 0.003,
    min: 1e-6,
    max: 1,
    search: 'log',
    about: 'Length of a step of Adam.',
  },
  epochs: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 100_000,
    about: 'Passes over the events at most.',
  },
  patience: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1000,
    unit: 'epochs',
    about: 'It ends after so many passes without a lower loss on events that are held out.',
  },
} as const satisfies ParamSpecs;
