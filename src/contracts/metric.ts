import type { Category, Task } from './task.ts';

/**
 * A measure of predictions against truth, as an accumulator that can be merged: one file serves a batch, a slice, a
 * bootstrap resample and live monitoring.
 */
export interface Metric<A = unknown> {
  readonly room: 'metrics';
  /** As it stands in --json: camelCase, e.g. "rocAuc". */
  readonly name: string;
  /** As people write it, e.g. "ROC-AUC". */
  readonly label: string;
  readonly version: number;
  readonly about: string;
  readonly traits: {
    readonly categories: readonly Category[];
    readonly better: 'higher' | 'lower';
    /** Lowest and highest value it can have. */
    readonly range: readonly [number, number];
    /** Depends on the decision (threshold or arg max), not on the probability alone. */
    readonly ofDecision: boolean;
    /** Each list of rows has a value of its own, and that of all is their mean; NaN where no list has one. */
    readonly ofLists?: true;
    /** Where no metric is named: measured only if a model of the design minimises the loss of this name, and then primary. */
    readonly ofLoss?: string;
    /** Looks at predictions alone: the truth may be NaN. */
    readonly withoutTruth?: true;
  };
  start(context: MetricContext): A;
  /**
   * Add one row. predicted[offset ..]: as `outputsOf` tells. weight >= 0; 0 adds nothing. list: index >= 0 of the list that
   * the row stands in, 0 where there is one alone; for measures with the trait `ofLists`.
   */
  add(acc: A, truth: number, predicted: Float64Array, offset: number, weight: number, list?: number): void;
  /** What it would be had all rows been added to one accumulator. May reuse `a`. */
  merge(a: A, b: A): A;
  /** NaN when it is not defined on these rows (ROC-AUC with one class). */
  value(acc: A): number;
}

export interface MetricContext {
  readonly task: Task;
  /** Binary: positive when P >= threshold. */
  readonly threshold: number;
}
