import { expect, test } from 'vitest';
import type { Metric } from '../../src/contracts/metric.ts';
import { f1 } from '../../src/metrics/f1.ts';
import { logLoss } from '../../src/metrics/log-loss.ts';
import { prAuc } from '../../src/metrics/pr-auc.ts';
import { precision } from '../../src/metrics/precision.ts';
import { r2 } from '../../src/metrics/r2.ts';
import { recall } from '../../src/metrics/recall.ts';
import { rocAuc } from '../../src/metrics/roc-auc.ts';

function measure(
  metric: Metric,
  truth: number[],
  said: number[],
  classes: readonly string[] = ['no', 'yes'],
): number {
  const task =
    classes.length > 2
      ? ({ category: 'multiclass', classes } as const)
      : ({ category: 'binary', classes: ['no', 'yes'] } as const);
  const outputs = classes.length > 2 ? classes.length : 1;
  const acc = metric.start({ task, threshold: 0.5 });
  truth.forEach((t, r) => {
    metric.add(acc, t, Float64Array.from(said), r * outputs, 1);
  });
  return metric.value(acc);
}

test('ranking needs both classes, average precision a positive one', () => {
  expect(measure(rocAuc as Metric, [1, 1], [0.2, 0.9])).toBeNaN();
  expect(measure(rocAuc as Metric, [0, 0], [0.2, 0.9])).toBeNaN();
  expect(measure(prAuc as Metric, [0, 0], [0.2, 0.9])).toBeNaN();
  expect(measure(prAuc as Metric, [1, 1], [0.2, 0.9])).toBe(1);
});

test('precision needs a positive decision, recall a positive row, F1 either', () => {
  expect(measure(precision as Metric, [1, 0], [0.1, 0.1])).toBeNaN();
  expect(measure(recall as Metric, [0, 0], [0.9, 0.1])).toBeNaN();
  expect(measure(f1 as Metric, [0, 0], [0.1, 0.1])).toBeNaN();
  expect(measure(f1 as Metric, [1, 0], [0.1, 0.1])).toBe(0);
});

test('classes that no row has, in truth or decision, are left out of the mean', () => {
  // Class c never occurs: recall is the mean over a and b.
  const said = [0.9, 0.1, 0, 0.2, 0.8, 0, 0.7, 0.3, 0];
  expect(measure(recall as Metric, [0, 1, 1], said, ['a', 'b', 'c'])).toBe(0.75);
  expect(measure(rocAuc as Metric, [0, 1, 1], said, ['a', 'b', 'c'])).toBe(1);
});

test('one certain mistake costs 36 nats, not infinity', () => {
  expect(measure(logLoss as Metric, [1], [0])).toBeCloseTo(52 * Math.LN2, 12);
});

test('R2 needs truths that differ; equal ones stay equal under odd weights', () => {
  const acc = r2.start({ task: { category: 'regression' }, threshold: 0 });
  for (const weight of [3, 0.1, 7]) r2.add(acc, 0.1, Float64Array.of(5), 0, weight);
  expect(r2.value(acc)).toBeNaN();
});
