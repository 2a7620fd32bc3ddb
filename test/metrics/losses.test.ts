import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Task } from '../../src/contracts/task.ts';
import { measure } from '../../src/explain/measure.ts';
import { metrics } from '../../src/metrics/index.ts';

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/metrics/losses.json'), 'utf8'),
) as {
  readonly peer: string;
  readonly truth: number[];
  readonly predicted: number[];
  readonly weights: number[];
  readonly pinball: Readonly<Record<string, number>>;
  readonly poissonDeviance: number;
};
const measured = (
  name: string,
  truth: number[],
  predicted: number[],
  task: Task,
  weights?: number[],
): number =>
  measure(
    metrics.find((m) => m.name === name)!,
    { task, threshold: 0.5 },
    Float64Array.from(truth),
    Float64Array.from(predicted),
    1,
    weights && Float64Array.from(weights),
  );

describe(`as ${golden.peer} has it`, () => {
  const { truth, predicted, weights } = golden;
  test.each(Object.entries(golden.pinball))('pinball loss at %s', (share, expected) => {
    const task = { category: 'regression', quantile: Number(share) } as const;
    expect(measured('pinball', truth, predicted, task, weights)).toBeCloseTo(expected, 12);
  });

  test('without a quantile pinball loss is that of the median; Poisson deviance', () => {
    const task = { category: 'regression' } as const;
    expect(measured('pinball', truth, predicted, task, weights)).toBeCloseTo(golden.pinball['0.5']!, 12);
    const found = measured('poissonDeviance', truth, predicted, task, weights);
    expect(found).toBeCloseTo(golden.poissonDeviance, 12);
  });
});

test('Poisson deviance is not defined below 0, nor infinite where a rate of 0 meets no count', () => {
  const of = (truth: number, predicted: number) =>
    measured('poissonDeviance', [truth], [predicted], { category: 'regression' });
  expect([of(-1, 1), of(0, -1), of(2, 0), of(0, 0)]).toEqual([Number.NaN, Infinity, Infinity, 0]);
});
