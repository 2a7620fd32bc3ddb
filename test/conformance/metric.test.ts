import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Metric } from '../../src/contracts/metric.ts';
import { type Category, isClassed, outputsOf, type Task } from '../../src/contracts/task.ts';
import { metrics } from '../../src/metrics/index.ts';

/** What every metric of the room must keep to. */
const TASKS: Record<Category, Task> = {
  binary: { category: 'binary', classes: ['no', 'yes'] },
  multiclass: { category: 'multiclass', classes: ['a', 'b', 'c'] },
  regression: { category: 'regression' },
  ranking: { category: 'ranking', group: 'query' },
  cluster: { category: 'cluster', classes: ['1', '2', '3'] },
  anomaly: { category: 'anomaly', classes: ['usual', 'anomalous'], share: 0.1 },
};

interface Row {
  readonly truth: number;
  readonly said: readonly number[];
  readonly weight: number;
  readonly list: number;
}

const measured = metrics.flatMap((metric) =>
  metric.traits.categories.map((category) => ({ name: metric.name, category, metric })),
);

describe.each(measured)('$name, $category', ({ metric, category }) => {
  const task = TASKS[category];
  const [lowest, highest] = metric.traits.range;
  const best = metric.traits.better === 'higher' ? highest : lowest;
  const rows = fc.array(rowOf(task), { minLength: 0, maxLength: 40 });

  test('describes itself', () => {
    expect(metric.name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(metric.about).toMatch(/^[A-Z].*\.$/);
    expect(lowest).toBeLessThan(highest);
  });

  test('merging parts is measuring the whole', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (all, part) => {
        const parts = [0, 1, 2, 3].map((p) =>
          accumulate(
            metric,
            task,
            all.filter((_, i) => part[i] === p),
          ),
        );
        same(metric.value(parts.reduce((a, b) => metric.merge(a, b))), measure(metric, task, all));
      }),
    );
  });

  test('the order of rows does not matter', () => {
    fc.assert(
      fc.property(rows, (all) => same(measure(metric, task, all.toReversed()), measure(metric, task, all))),
    );
  });

  test('weight 0 adds nothing, weight 2 is the row twice', () => {
    fc.assert(
      fc.property(rows, rows, (all, none) => {
        const given = measure(metric, task, all);
        same(measure(metric, task, [...all, ...none.map((row) => ({ ...row, weight: 0 }))]), given);
        const doubled = all.map((row) => ({ ...row, weight: 2 * row.weight }));
        same(measure(metric, task, doubled), measure(metric, task, [...all, ...again(all)]));
      }),
    );
  });

  test('is in its range, or NaN where it is not defined', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const value = measure(metric, task, all);
        if (!Number.isNaN(value)) {
          expect(value).toBeGreaterThanOrEqual(lowest);
          expect(value).toBeLessThanOrEqual(highest + 1e-12);
        }
      }),
    );
    expect(measure(metric, task, [])).toBeNaN();
  });

  test.skipIf(metric.traits.withoutTruth)('perfect predictions are best, the worst ones worse', () => {
    const truths =
      category === 'regression'
        ? metric.traits.ofLoss === 'poisson'
          ? [0, 1, 8]
          : [-3, 0, 1, 8]
        : category === 'ranking'
          ? [0, 1, 2, 3]
          : [...Array(outcomes(task)).keys()].flatMap((k) => [k, k]);
    const perfect = truths.map((truth) => ({ truth, said: certain(task, truth), weight: 1, list: 0 }));
    const wrong = truths.map((truth) => ({
      truth,
      said: certain(task, opposite(task, truth)),
      weight: 1,
      list: 0,
    }));
    expect(measure(metric, task, perfect)).toBeCloseTo(best, 12);
    const value = measure(metric, task, wrong);
    expect(value).toBeGreaterThanOrEqual(lowest);
    expect(value).toBeLessThanOrEqual(highest);
    expect(metric.traits.better === 'higher' ? value < best : value > best).toBe(true);
  });
});

function rowOf(task: Task): fc.Arbitrary<Row> {
  const weight = fc.constantFrom(0.5, 1, 2, 3);
  const list = task.category === 'ranking' ? fc.nat(3) : fc.constant(0);
  if (!isClassed(task)) {
    const value = fc.integer({ min: -50, max: 50 }).map((v) => v / 4);
    const truth = task.category === 'ranking' ? fc.nat(4) : value;
    return fc.record({ truth, said: fc.tuple(value), weight, list });
  }
  // Few different scores, so that there are ties.
  const share = fc.integer({ min: 0, max: 8 });
  const said =
    outputsOf(task) === 1
      ? share.map((s) => [s / 8])
      : fc.tuple(share, share, share).map((s) => {
          const total = s[0] + s[1] + s[2];
          return total === 0 ? [1 / 3, 1 / 3, 1 / 3] : s.map((v) => v / total);
        });
  return fc.record({ truth: fc.nat(outcomes(task) - 1), said, weight, list });
}

/** The rows once more, their lists beside those that were. */
const again = (all: readonly Row[]): Row[] => all.map((row) => ({ ...row, list: row.list + 4 }));

const outcomes = (task: Task): number => (isClassed(task) ? task.classes.length : 0);

const certain = (task: Task, truth: number): number[] =>
  isClassed(task) && outputsOf(task) > 1 ? task.classes.map((_, k) => Number(k === truth)) : [truth];

const opposite = (task: Task, truth: number): number =>
  !isClassed(task) ? -5 * truth - 1 : (truth + 1) % outcomes(task);

function accumulate(metric: Metric, task: Task, rows: readonly Row[]): unknown {
  const outputs = outputsOf(task);
  const predicted = Float64Array.from(rows.flatMap((row) => row.said));
  const acc = metric.start({ task, threshold: 0.5 });
  rows.forEach((row, r) => {
    metric.add(acc, row.truth, predicted, r * outputs, row.weight, row.list);
  });
  return acc;
}

const measure = (metric: Metric, task: Task, rows: readonly Row[]): number =>
  metric.value(accumulate(metric, task, rows));

function same(a: number, b: number): void {
  if (!Number.isFinite(a) || !Number.isFinite(b)) expect(a).toBe(b);
  else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));
}
