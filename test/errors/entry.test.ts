import { expect, test } from 'vitest';
import { didYouMean, listed, quoted } from '../../src/errors/entry.ts';
import { nearest } from '../../src/errors/nearest.ts';

test('names of any length and spelling stand in one line of bounded length', () => {
  expect(quoted('a"b\n\u001b[31m')).toBe('"a\\"b\\n\\u001b[31m"');
  const long = 'x'.repeat(10_000);
  for (const text of [quoted(long), listed([long]), didYouMean(long)]) expect(text.length).toBeLessThan(110);
});

test('the nearest name swaps, drops and adds letters, and is none when nothing is near', () => {
  const names = ['tenure', 'Churn', 'monthlyCharges'];
  expect(nearest('tenrue', names)).toBe('tenure');
  expect(nearest('churn', names)).toBe('Churn');
  expect(nearest('monthlyCharge', names)).toBe('monthlyCharges');
  expect(nearest('age', names)).toBeUndefined();
});

test('a name of a million letters costs nothing to look up', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `column${i}`);
  expect(nearest('x'.repeat(1_000_000), names)).toBeUndefined();
});
