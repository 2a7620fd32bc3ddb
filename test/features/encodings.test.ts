import { expect, test } from 'vitest';
import type { Target } from '../../src/contracts/feature.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { bucketsQuantile } from '../../src/features/buckets-quantile.ts';
import { bucketsWidth } from '../../src/features/buckets-width.ts';
import { dateParts } from '../../src/features/date-parts.ts';
import { hashed } from '../../src/features/hashed.ts';
import { integer } from '../../src/features/integer.ts';
import { oneHot } from '../../src/features/one-hot.ts';
import { targetEncode } from '../../src/features/target-encode.ts';
import { tfIdf } from '../../src/features/tf-idf.ts';
import { numberColumn } from '../../src/table/column.ts';
import { codes, fitted, numbers, plain, texts } from './fitted.ts';

const abc = ['a', 'b', 'c'];

test('buckets are named by their edges, and hold what lies outside of training', () => {
  const asked = fitted(bucketsWidth, numbers([0, 30]), { count: 3 });
  const [got] = asked.apply(numbers([-5, 0, 9.99, 10, 20, 99, null]));
  expect(got).toEqual(['below 10', 'below 10', 'below 10', '[10, 20)', '20 and above', '20 and above', null]);
});

test('edges that six digits would make equal are written in full', () => {
  const asked = fitted(bucketsWidth, numbers([1_000_000, 1_000_000.3]), { count: 3 });
  expect(new Set(asked.state.facts.labels as string[]).size).toBe(3);
});

test('a column of 0 and 1 keeps both in quantile buckets', () => {
  const asked = fitted(bucketsQuantile, numbers([0, 0, 0, 1, 1]), { count: 4 });
  expect(asked.apply(numbers([0, 1]))).toEqual([['below 1', '1 and above']]);
});

test('one-hot: missing has a column when training had it, unseen has none', () => {
  const own = fitted(oneHot, codes([0, 1, 2, -1], abc));
  expect(own.names).toEqual(['x=a', 'x=b', 'x=c', 'x is missing']);
  expect(own.apply(codes([1, -1, 3], abc))).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 0],
    [0, 1, 0],
  ]);
  expect(fitted(oneHot, codes([0, -1], abc), { missing: 'zero' }).names).toHaveLength(3);
});

test('integer codes carry their dictionary unless they are amounts', () => {
  const { state } = fitted(integer, codes([0], abc));
  expect(integer.outputs(state as never, 'x')[0]!.dictionary).toEqual(abc);
  const ordered = fitted(integer, codes([0], abc), { ordered: true });
  expect(integer.outputs(ordered.state as never, 'x')[0]!.dictionary).toBeUndefined();
});

test('target-encode encodes each training row by the other folds, by hand for two rows', () => {
  const target: Target = { task: { category: 'regression' }, y: Float64Array.of(10, 2) };
  const column = codes([0, 0], abc);
  const params = { smoothing: 1, folds: 2 };
  const state = targetEncode.fit({ name: 'x', column }, target, params, quietRun());
  const out = numberColumn(new Float64Array(2));
  targetEncode.applyToTrainingRows!(state, { name: 'x', column }, target, params, quietRun(), [out]);
  // One row a fold: each is encoded as the other's target, which is the mean of its fold too.
  expect(plain(out)).toEqual([2, 10]);
});

test('target-encode finds nothing in a column of noise with as many categories as rows', () => {
  const rows = 500;
  const y = Float64Array.from({ length: rows }, (_, i) => ((i * 7919) % 13 < 5 ? 1 : 0));
  const column = codes(
    [...Array(rows).keys()],
    Array.from({ length: rows }, (_, i) => `id ${i}`),
  );
  const target: Target = { task: { category: 'binary', classes: ['0', '1'] }, y };
  const params = { smoothing: 10, folds: 5 };
  const state = targetEncode.fit({ name: 'x', column }, target, params, quietRun());
  const out = numberColumn(new Float64Array(rows));
  targetEncode.applyToTrainingRows!(state, { name: 'x', column }, target, params, quietRun(), [out]);
  const meanWhere = (label: number): number => {
    const of = out.values.filter((_, i) => y[i] === label);
    return of.reduce((a, b) => a + b, 0) / of.length;
  };
  // Encoded with its own target, a positive row would stand about 0.09 above a negative one.
  expect(Math.abs(meanWhere(1) - meanWhere(0))).toBeLessThan(0.01);
});

test('hashed lights one column, and none for a missing value', () => {
  const rows = fitted(hashed, texts(['a']), { columns: 8 }).apply(texts(['some value', null]));
  expect(rows.map((c) => Math.abs(c[0] as number)).reduce((a, b) => a + b)).toBe(1);
  expect(rows.every((c) => c[1] === 0)).toBe(true);
});

test('tf-idf rows have length 1 or 0', () => {
  const rows = fitted(tfIdf, texts(['a bb cc', 'bb'])).apply(texts(['bb cc dd', 'x', null]));
  const length = (i: number): number => Math.hypot(...rows.map((c) => c[i] as number));
  expect(length(0)).toBeCloseTo(1, 12);
  expect(length(1)).toBe(0);
  expect(length(2)).toBe(0);
});

test('date-parts: midnight lies beside the hour before it', () => {
  const asked = fitted(dateParts, numbers([0]), { cyclic: true });
  expect(asked.names).toHaveLength(12);
  const parts = asked.apply(numbers([Date.UTC(2024, 1, 29, 23, 59, 59), Date.UTC(2024, 2, 1), 9e15]));
  const [sin, cos] = [parts[6]!, parts[7]!] as number[][];
  expect(Math.hypot(sin![0]! - sin![1]!, cos![0]! - cos![1]!)).toBeLessThan(0.001);
  expect(parts.map((p) => p[2])).toEqual(Array(12).fill(null));
});
