import { expect, test } from 'vitest';
import { clipped } from '../../../src/adapters/report/names.ts';
import {
  amount,
  bytes,
  decimalsFor,
  fixed,
  measuredText,
  micros,
  percent,
  percentage,
  seconds,
} from '../../../src/adapters/report/numbers.ts';

/** With the narrow space before a unit as a plain one, so that it can be read here. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

test('numbers have thousands, a true minus and no exponent in everyday sizes', () => {
  expect(fixed(-1234.567, 1)).toBe('−1,234.6');
  expect(fixed(-0.0001, 2)).toBe('0.00');
  expect(fixed(3e20, 0)).toBe('3.00e20');
  expect(fixed(Number.NaN, 2)).toBe('–');
  expect([0, 0.012345, 45.64, -1234.4, 100, 1987, 145_097, -2.5e6].map(amount)).toEqual([
    '0',
    '0.0123',
    '45.6',
    '−1,234',
    '100',
    '1987',
    '145k',
    '−2.5M',
  ]);
});

test('shares are per cent and never round to none or all', () => {
  expect([0, 0.0001, 0.265, 0.6, 0.99999, 1].map(percent).map(plain)).toEqual([
    '0 %',
    '<0.1 %',
    '26.5 %',
    '60 %',
    '>99.9 %',
    '100 %',
  ]);
  expect(plain(percentage(0.6))).toBe('60.0 %');
});

test('times and sizes have the unit that suits them', () => {
  expect([0.0000217, 0.004, 0.12, 1.31, 125, 119.8].map(seconds).map(plain)).toEqual([
    '22 µs',
    '4.0 ms',
    '120 ms',
    '1.3 s',
    '2 min 5 s',
    '2 min 0 s',
  ]);
  expect([8.44, 21.7, 1234].map(micros).map(plain)).toEqual(['8.4 µs', '22 µs', '1.2 ms']);
  expect([900, 2100, 412_000, 3_400_000].map(bytes).map(plain)).toEqual([
    '900 B',
    '2.1 kB',
    '412 kB',
    '3.4 MB',
  ]);
});

test('an interval tells how many decimals are worth showing', () => {
  const auc = { value: 0.84612, low: 0.82413, high: 0.86627 };
  expect(measuredText(auc, decimalsFor([auc]))).toBe('0.846 (0.824 to 0.866)');
  const rmse = { value: 35087.2, low: 31516.1, high: 38520.9 };
  expect(measuredText(rmse, decimalsFor([rmse]))).toBe('35,100 (31,500 to 38,500)');
  expect(decimalsFor([{ value: 1, low: null, high: null }])).toBe(3);
});

test('names are one clean line of bounded length', () => {
  expect(clipped('Contract')).toBe('Contract');
  expect(clipped('a\n\t b')).toBe('a b');
  expect(clipped('')).toBe('(empty)');
  expect(clipped('\u0000\u202e')).toBe('(empty)');
  expect(clipped('x'.repeat(10_000), 10)).toBe(`${'x'.repeat(9)}…`);
  expect(clipped('👩‍👩‍👧‍👦'.repeat(20), 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  expect(clipped('\ud800')).toBe('\ufffd');
  expect(clipped(`a${'\u0301'.repeat(5000)}`)).toBe('\ufffd…');
});
