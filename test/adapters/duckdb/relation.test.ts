import { expect, test } from 'vitest';
import { profileColumn } from '../../../src/adapters/duckdb/column-profile.ts';
import { relationOf } from '../../../src/adapters/duckdb/relation.ts';
import { random } from '../../../src/kernels/random.ts';
import { categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';

const n = 4000;
const r = random(11);
const noise = Float64Array.from({ length: n }, () => r());
const truth = Int32Array.from(noise, (x, i) => (x + 0.7 * (i % 3 === 0 ? 1 : 0) > 0.8 ? 1 : 0));
const binary = categoryColumn(truth, ['no', 'yes']);
const strength = (...args: Parameters<typeof relationOf>): number => relationOf(...args)!.strength;

test('a copy of the target tells all, whatever its form', () => {
  expect(strength(numberColumn(Float64Array.from(truth)), binary)).toBeGreaterThan(0.99);
  expect(strength(categoryColumn(truth, ['x', 'y']), binary)).toBeGreaterThan(0.99);
  // The leak of a text column is that it is there: a note written only after the event.
  expect(strength(textColumn(Array.from(truth, (t, i) => (t ? `note ${i}` : null))), binary)).toBeGreaterThan(
    0.99,
  );
  const holes = numberColumn(Float64Array.from(truth, (t, i) => (t ? noise[i]! : Number.NaN)));
  expect(strength(holes, binary)).toBeGreaterThan(0.99);
});

test('noise, constants and unique values tell nothing', () => {
  const other = random(12);
  expect(strength(numberColumn(Float64Array.from(truth, () => other())), binary)).toBeLessThan(0.06);
  expect(strength(numberColumn(new Float64Array(n).fill(3)), binary)).toBe(0);
  const unique = categoryColumn(
    Int32Array.from(truth, (_, i) => i),
    Array.from(truth, (_, i) => `${i}`),
  );
  expect(strength(unique, binary)).toBeLessThan(0.06);
});

test('a rule that is not monotone is found, in numbers and for a number', () => {
  const middle = categoryColumn(
    Int32Array.from(noise, (x) => (Math.abs(x - 0.5) < 0.2 ? 1 : 0)),
    ['no', 'yes'],
  );
  expect(strength(numberColumn(noise), middle)).toBeGreaterThan(0.95);
  const bowl = numberColumn(noise.map((x) => (x - 0.5) ** 2));
  expect(strength(numberColumn(noise), bowl)).toBeGreaterThan(0.95);
  expect(relationOf(numberColumn(noise), numberColumn(noise.map((x) => -(x ** 3))))).toMatchObject({
    measure: 'r',
    strength: 1,
  });
});

test('several classes are measured by bias-corrected V', () => {
  const classes = categoryColumn(
    Int32Array.from(truth, (_, i) => i % 4),
    ['a', 'b', 'c', 'd'],
  );
  expect(relationOf(classes, classes)).toEqual({ measure: 'v', strength: 1 });
  expect(strength(numberColumn(noise), classes)).toBeLessThan(0.06);
  expect(relationOf(classes, textColumn(new Array(n).fill('x')))).toBeNull();
});

test('means by group stand in order, with their rows', () => {
  const column = numberColumn(Float64Array.from(truth, (_, i) => (i % 4 === 0 ? Number.NaN : i % 4)));
  const { means } = relationOf(column, binary)!;
  expect(means!.map((m) => m.label)).toEqual(['missing', '1', '2', '3']);
  expect(means!.reduce((sum, m) => sum + m.count, 0)).toBe(n);
});

test('the profile of a number', () => {
  const values = Float64Array.of(1, 2, 2, Number.NaN, 5);
  expect(profileColumn({ name: 'x', type: 'continuous' }, numberColumn(values), null)).toEqual({
    name: 'x',
    type: 'continuous',
    missing: 1,
    distinct: 3,
    numeric: {
      mean: 2.5,
      sd: 1.5,
      min: 1,
      max: 5,
      quantiles: [1.03, 1.15, 1.75, 2, 2.75, 4.55, 4.91].map((q) => expect.closeTo(q, 12)),
      histogram: { edges: [1, 1 + 4 / 3, 1 + 8 / 3, 5], counts: [3, 0, 1] },
    },
    relation: null,
  });
});

test('a profile is finite whatever the numbers', () => {
  const ends = Float64Array.of(-1.7e308, 1.7e308, 1.7e308, 5e-324);
  const many = Float64Array.from({ length: 200 }, (_, i) => (i % 101) * 1.7e306);
  for (const values of [ends, many]) {
    const { numeric } = profileColumn({ name: 'x', type: 'continuous' }, numberColumn(values), null);
    const flat = [numeric!.mean, numeric!.sd, ...numeric!.quantiles, ...numeric!.histogram.edges];
    expect(flat.filter((x) => !Number.isFinite(x))).toEqual([]);
    expect(numeric!.histogram.counts.reduce((a, b) => a + b)).toBe(values.length);
  }
});

test('the top values of a category, the most frequent first', () => {
  const column = categoryColumn(Int32Array.of(0, 1, 1, -1, 2), ['c', 'b', 'a']);
  expect(profileColumn({ name: 'x', type: 'nominal' }, column, null)).toMatchObject({
    missing: 1,
    distinct: 3,
    top: [
      { value: 'b', count: 2 },
      { value: 'a', count: 1 },
      { value: 'c', count: 1 },
    ],
  });
});
