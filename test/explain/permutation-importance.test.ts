import { expect, test } from 'vitest';
import type { Pipeline } from '../../src/contracts/pipeline.ts';
import { permutationImportance } from '../../src/explain/permutation-importance.ts';
import { random } from '../../src/kernels/random.ts';
import { metrics } from '../../src/metrics/index.ts';
import { numberColumn } from '../../src/table/column.ts';
import { columnOf, type Frame } from '../../src/table/frame.ts';
import { gaussian } from '../worlds/gaussian-world.ts';

const ROWS = 1000;
const r = random(4);
const drawn = () => Float64Array.from({ length: ROWS }, () => gaussian(r));
const columns = { strong: drawn(), weak: drawn(), unused: drawn(), misled: drawn() };
const frame: Frame = {
  rows: ROWS,
  schema: Object.keys(columns).map((name) => ({ name, type: 'continuous' })),
  columns: new Map(Object.entries(columns).map(([name, values]) => [name, numberColumn(values)])),
};
/** It goes by a column that tells nothing, a little. */
const pipeline = {
  inputs: frame.schema,
  score: (rows: Frame) => {
    const of = (name: string, i: number) => (columnOf(rows, name) as { values: Float64Array }).values[i]!;
    return Float64Array.from(
      { length: rows.rows },
      (_, i) => 2 * of('strong', i) + of('weak', i) + 0.05 * of('misled', i),
    );
  },
} as unknown as Pipeline;
const truth = columns.strong.map((s, i) => 2 * s + columns.weak[i]! + 0.5 * gaussian(r));
const mse = metrics.find((m) => m.name === 'mse')!;
const context = { task: { category: 'regression' }, threshold: 0.5 } as const;
const options = { level: 0.95, seed: 3 };
const found = permutationImportance(pipeline, { frame, truth }, mse, context, options)!;

test('shares are in the proportion of what each column adds to the variance, and sum to 1', () => {
  expect(found.map((c) => c.column).slice(0, 2)).toEqual(['strong', 'weak']);
  expect(found.reduce((sum, c) => sum + c.share, 0)).toBeCloseTo(1, 12);
  // Shuffling adds twice the variance of what the column adds: 8 and 2.
  const [strong, weak] = found;
  expect(strong!.interval!.low).toBeLessThan(0.8);
  expect(strong!.interval!.high).toBeGreaterThan(0.8);
  expect(weak!.interval!.low).toBeGreaterThan(0.1);
  expect(weak!.interval!.high).toBeLessThan(0.3);
});

test('a column that adds nothing may be 0 by its interval, and one that is not looked at is 0', () => {
  const of = (name: string) => found.find((c) => c.column === name)!;
  expect(of('misled').interval!.low).toBe(0);
  expect(of('unused')).toEqual({ column: 'unused', share: 0, interval: { low: 0, high: 0 } });
});

test('the same seed shuffles alike; where no column matters there is nothing to tell', () => {
  expect(permutationImportance(pipeline, { frame, truth }, mse, context, options)).toEqual(found);
  const constant = { ...pipeline, score: (rows: Frame) => new Float64Array(rows.rows) };
  expect(permutationImportance(constant, { frame, truth }, mse, context, options)).toBeNull();
});
