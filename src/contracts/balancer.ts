import type { TrainingSet } from './model.ts';
import type { ParamSpecs } from './params.ts';
import type { Run } from './run.ts';
import type { Category } from './task.ts';

/** The part of a training set that balancing changes. */
export type Balanced = Pick<TrainingSet, 'x' | 'y' | 'weights'>;

/**
 * A way to let a rare class weigh more while a model is fitted. It sees the rows of one fit and no others; the
 * probabilities of that fit are brought back to the true shares of the classes afterwards.
 */
export interface Balancer<P = unknown> {
  readonly room: 'balancers';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: {
    readonly categories: readonly Category[];
    /**
     * What it does to rows. A model that learned from rows that were added is kept as it was fitted beside validation
     * rows: held out among its own training rows, it would be judged by copies of what it knows.
     */
    readonly rows: 'weighs' | 'drops' | 'adds';
  };
  /** The rows with classes of more even shares; the set that is given stays as it is. A class without a row has none. */
  balance(train: TrainingSet, params: P, run: Run): Balanced;
}
