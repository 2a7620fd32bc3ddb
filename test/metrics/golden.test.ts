import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Task, TaughtCategory } from '../../src/contracts/task.ts';
import { outputsOf } from '../../src/contracts/task.ts';
import { metrics } from '../../src/metrics/index.ts';

/** Categories that the peer has. */
type PeerCategory = Exclude<TaughtCategory, 'ranking'>;

interface Golden {
  readonly peer: string;
  readonly cases: readonly {
    readonly category: PeerCategory;
    readonly ties: boolean;
    readonly weighted: boolean;
    readonly truth: number[];
    readonly predicted: number[];
    readonly weights: number[];
    readonly expected: Record<string, number>;
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/metrics/metrics.json'), 'utf8'),
);

const TASKS: Record<PeerCategory, Task> = {
  binary: { category: 'binary', classes: ['no', 'yes'] },
  multiclass: { category: 'multiclass', classes: ['a', 'b', 'c', 'd'] },
  regression: { category: 'regression' },
};

describe(`metrics equal those of ${golden.peer}`, () => {
  test.each(golden.cases)('$category, ties $ties, weighted $weighted', (given) => {
    const task = TASKS[given.category];
    const predicted = Float64Array.from(given.predicted);
    const measured: Record<string, number> = {};
    for (const metric of metrics.filter(
      (m) => m.traits.categories.includes(given.category) && m.traits.ofLoss === undefined,
    )) {
      const acc = metric.start({ task, threshold: 0.5 });
      given.truth.forEach((truth, r) => {
        metric.add(acc, truth, predicted, r * outputsOf(task), given.weights[r]!);
      });
      measured[metric.name] = metric.value(acc);
    }
    expect(Object.keys(measured).sort()).toEqual(Object.keys(given.expected).sort());
    for (const [name, value] of Object.entries(given.expected))
      expect(measured[name], name).toBeCloseTo(value, 11);
  });
});
