import { expect, test } from 'vitest';
import { measuredText } from '../../src/cli/version-text.ts';

const text = (value: number): string => measuredText({ value, low: null, high: null });

test.each([
  [0, '0.0000'],
  [0.84567, '0.8457'],
  [-0.04, '-0.0400'],
  [0.000123, '0.00012'],
  [1.2e-9, '1.2e-9'],
  [4.6e-140, '4.6e-140'],
  [12.345678, '12.346'],
  [54321.6, '54322'],
  [99_998.99, '99999'],
  [99_999.5, '100,000'],
  [-123_456.7, '-123,457'],
  [2.6859e151, '2.6859e+151'],
])('%d is shown as %s', (value, shown) => {
  expect(text(value)).toBe(shown);
});

test('a difference that rounding made is shown as none', () => {
  const score = { value: 10.9, low: null, high: null };
  expect(measuredText({ value: -1.8e-15, low: -0.01, high: 1e-14 }, score)).toBe('0.0000 [-0.0100, 0.0000]');
});

test('an interval stands behind its value, and what is not defined is a dash', () => {
  expect(measuredText({ value: 0.5, low: 0.25, high: 123_456 })).toBe('0.5000 [0.2500, 123,456]');
  expect(measuredText({ value: null, low: null, high: null })).toBe('-');
});
