import { expect, test } from 'vitest';
import { dropColumn } from '../../src/features/drop-column.ts';
import { fillDefault } from '../../src/features/fill-default.ts';
import { fillMean } from '../../src/features/fill-mean.ts';
import { fillMode } from '../../src/features/fill-mode.ts';
import { codes, fitted, numbers, texts } from './fitted.ts';

test('an indicator is written only where training had gaps, and marks gaps only', () => {
  const gaps = fitted(fillMean, numbers([1, null, 3]), { indicator: true });
  expect(gaps.names).toEqual(['x', 'x is missing']);
  expect(gaps.apply(numbers([null, 5]))).toEqual([
    [2, 5],
    [1, 0],
  ]);
  expect(fitted(fillMean, numbers([1, 2]), { indicator: true }).names).toEqual(['x']);
});

test('fill-default adds its word to the dictionary, or uses the one that is there', () => {
  const added = fitted(fillDefault, codes([0, -1], ['a', 'b']), { word: 'none' });
  expect(added.apply(codes([1, -1, 2], ['a', 'b']))).toEqual([['b', 'none', 'none']]);
  const known = fitted(fillDefault, codes([0, -1], ['a', 'b']), { word: 'a' });
  expect(known.apply(codes([1, -1], ['a', 'b']))).toEqual([['b', 'a']]);
  expect(fitted(fillDefault, texts(['hi']), { word: '' }).apply(texts([null, 'ho']))).toEqual([['', 'ho']]);
});

test('fill-mode takes the first of equally frequent values', () => {
  expect(fitted(fillMode, numbers([4, 2, 4, 2, 9])).apply(numbers([null]))).toEqual([[2]]);
  expect(fitted(fillMode, codes([2, 1, 1, 2], ['a', 'b', 'c'])).apply(codes([-1], ['a', 'b', 'c']))).toEqual([
    ['b'],
  ]);
});

test('a column without any value is filled with 0', () => {
  expect(fitted(fillMean, numbers([null, null])).apply(numbers([null]))).toEqual([[0]]);
});

test('drop-column drops above its limit, not at it', () => {
  expect(fitted(dropColumn, numbers([1, null]), { maxMissing: 0.5 }).names).toEqual(['x']);
  expect(fitted(dropColumn, numbers([1, null, null]), { maxMissing: 0.5 }).names).toEqual([]);
});
