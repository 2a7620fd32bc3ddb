import { balancers } from '../../balancers/index.ts';
import type { Balancer } from '../../contracts/balancer.ts';
import type { Design } from '../../contracts/design.ts';
import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { isClassed } from '../../contracts/task.ts';
import { classTotals } from '../../kernels/class-totals.ts';

/** A training set with balanced classes, and what brings its probabilities back. */
export interface BalancedSet {
  readonly train: TrainingSet;
  /** [classes] share of each class in the data / among the rows learned from; null when nothing was balanced. */
  readonly priors: Float64Array | null;
}

/**
 * Balance the classes of one fit as the design says.
 *
 * Validation rows stay as they are and are weighed to the same shares: else a model that stops early would be judged by
 * shares that it does not learn.
 */
export function balance(design: Design, train: TrainingSet, run: Run): BalancedSet {
  const { imbalance } = design.training ?? {};
  if (imbalance === undefined || !isClassed(train.task)) return { train, priors: null };
  const balanced = balancerOf(imbalance.name).balance(train, imbalance.params, run);
  const classes = train.task.classes.length;
  const before = shares(classTotals(train.y, train.weights, classes));
  const after = shares(classTotals(balanced.y, balanced.weights, classes));
  const priors = before.map((share, k) => (share > 0 && after[k]! > 0 ? share / after[k]! : 1));
  const { validation } = train;
  return {
    train: {
      ...train,
      ...balanced,
      ...(validation && {
        validation: {
          ...validation,
          weights: validation.y.map((y, row) => (validation.weights?.[row] ?? 1) / priors[y]!),
        },
      }),
    },
    priors,
  };
}

/** Whether the model that is kept must be fitted beside validation rows: see the trait `rows` of balancers. */
export const wantsValidation = ({ training }: Design): boolean =>
  training?.imbalance !== undefined && balancerOf(training.imbalance.name).traits.rows === 'adds';

function balancerOf(name: string): Balancer {
  const balancer = balancers.find((b) => b.name === name);
  if (balancer === undefined)
    throw new Error(`the design resolved to a balancer that is not in the room: ${name}`);
  return balancer;
}

function shares(totals: Float64Array): Float64Array {
  const sum = totals.reduce((a, b) => a + b);
  return totals.map((total) => total / sum);
}
