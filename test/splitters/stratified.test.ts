import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import { TEST, TRAIN } from '../../src/contracts/splitter.ts';
import { stratified } from '../../src/splitters/stratified.ts';

const shares = { train: 0.6, validation: 0.2, test: 0.2 };

test('a class with fewer rows than parts trains in full', () => {
  const y = Float64Array.from({ length: 100 }, (_, r) => (r < 2 ? 1 : 0));
  const parts = stratified.assign({ rows: 100, target: { y, classes: 2 } }, shares, { bins: 10 }, quietRun());
  expect([parts[0], parts[1]]).toEqual([TRAIN, TRAIN]);
});

test('a value is spread over the parts by quantile bins', () => {
  const y = Float64Array.from({ length: 500 }, (_, r) => Math.exp(((r * 37) % 500) / 50));
  const parts = stratified.assign(
    { rows: 500, target: { y, classes: null } },
    shares,
    { bins: 10 },
    quietRun(),
  );
  const order = [...y.keys()].sort((a, b) => y[a]! - y[b]!);
  for (let bin = 0; bin < 10; bin++) {
    const tested = order.slice(bin * 50, bin * 50 + 50).filter((r) => parts[r] === TEST).length;
    expect(Math.abs(tested - 10)).toBeLessThanOrEqual(1);
  }
});

test('each fold has its part of a rare class', () => {
  const y = Float64Array.from({ length: 200 }, (_, r) => (r % 40 === 0 ? 1 : 0));
  const folds = stratified.folds!({ rows: 200, target: { y, classes: 2 } }, 5, { bins: 10 }, quietRun());
  const rare = [0, 40, 80, 120, 160].map((r) => folds[r]);
  expect(new Set(rare).size).toBe(5);
});
