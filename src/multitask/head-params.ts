import type { ParamSpecs } from '../contracts/params.ts';
import { stepParams } from '../learn/nn/table/step-params.ts';

/** What networks of several heads can be told about their losses and how they learn. */
export const headParams = {
  huberFrom: {
    type: 'number',
    default: 1,
    min: 1e-6,
    max: 1e6,
    about: 'Of amounts, in deviations of their logs: larger errors count linearly.',
  },
  headBalance: {
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    about:
      'How much more heads count that few rows tell, or that are rare: 0 = every row counts alike, 1 = every head does.',
  },
  ...stepParams,
  learningRate: { ...stepParams.learningRate, default: 0.001 },
  epochs: { ...stepParams.epochs, default: 20 },
  patience: { ...stepParams.patience, default: 3 },
  batchRows: { ...stepParams.batchRows, default: 256 },
} as const satisfies ParamSpecs;
