import type { ParamSpecs, ParamsOf } from '../../../contracts/params.ts';

/** What every network over a table can be told about its hidden layers. */
export const bodyParams = {
  layers: {
    type: 'integer',
    default: 2,
    min: 0,
    max: 32,
    unit: 'layers',
    search: { scale: 'linear', low: 1, high: 4 },
    about: 'Hidden layers.',
  },
  units: {
    type: 'integer',
    default: 64,
    min: 1,
    max: 8192,
    unit: 'units',
    search: { scale: 'log', low: 16, high: 512 },
    about: 'Width of each hidden layer.',
  },
  activation: {
    type: 'choice',
    choices: ['relu', 'elu', 'gelu', 'sigmoid', 'tanh'],
    default: 'relu',
    about: 'What bends the sums of a hidden layer.',
  },
  residual: {
    type: 'boolean',
    default: false,
    about: 'From the second on, each hidden layer adds to what it reads.',
  },
  norm: {
    type: 'choice',
    choices: ['none', 'layer', 'batch'],
    default: 'none',
    about: 'What a hidden layer standardises its sums by: each row by itself, or each unit over the batch.',
  },
  dropout: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 0.95,
    search: { scale: 'linear', low: 0, high: 0.5 },
    about: 'Share of the values of a hidden layer that is left out by chance while it learns.',
  },
  embeddingWidth: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 1024,
    unit: 'numbers',
    about: 'Length of the vector that is learned for each category; 0 = by how many there are.',
  },
} as const satisfies ParamSpecs;

export type BodyParams = ParamsOf<typeof bodyParams>;
