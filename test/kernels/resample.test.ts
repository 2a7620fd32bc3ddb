import { expect, test } from 'vitest';
import { quantile } from '../../src/kernels/quantile.ts';
import { random } from '../../src/kernels/random.ts';
import { resample } from '../../src/kernels/resample.ts';

test('draws as many rows as there are; counts are Poisson-like with mean and variance near 1', () => {
  const counts = new Float64Array(20_000).fill(5);
  resample(counts, random(1));
  const total = counts.reduce((a, b) => a + b);
  const variance = counts.reduce((a, b) => a + (b - 1) ** 2, 0) / counts.length;
  expect(total).toBe(20_000);
  expect(variance).toBeGreaterThan(0.95);
  expect(variance).toBeLessThan(1.05);
  // A row is left out of a resample with chance 1 / e.
  expect(counts.filter((c) => c === 0).length / counts.length).toBeCloseTo(Math.exp(-1), 1);
});

test('quantiles lie between values in proportion', () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  expect([0, 0.25, 0.5, 1].map((p) => quantile(sorted, p))).toEqual([1, 1.75, 3, 8]);
  expect(quantile(Float64Array.of(3), 0.9)).toBe(3);
  expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
});
