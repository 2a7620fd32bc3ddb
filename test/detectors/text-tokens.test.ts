import { describe, expect, it } from 'vitest';
import { textTokensDetector as detector } from '../../src/detectors/text-tokens.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { textColumn } from '../../src/table/column.ts';

const ENGLISH = ['good', 'food', 'great', 'taste', 'coffee', 'price', 'the', 'and', 'not', 'very'];
const GERMAN = ['gutes', 'essen', 'toller', 'geschmack', 'kaffee', 'preis', 'der', 'und', 'nicht', 'sehr'];
const texts = (words: readonly string[], rows: number, seed: number, length = 8) => {
  const r = random(seed);
  return textColumn(
    Array.from({ length: rows }, () =>
      Array.from({ length }, () => words[randomInt(r, words.length)]!).join(' '),
    ),
  );
};
const test = (a: ReturnType<typeof texts>, b: ReturnType<typeof texts>) =>
  detector.test(detector.fit(a, {}), b, {}, 0.05, 1);

describe('text-tokens', () => {
  it('sees another language of the same length', () => {
    expect(test(texts(ENGLISH, 500, 1), texts(GERMAN, 60, 2)).pValue).toBeLessThan(0.01);
  });

  it('sees longer texts of the same words, and says so', () => {
    const found = test(texts(ENGLISH, 500, 1), texts(ENGLISH, 60, 2, 16));
    expect(found.pValue).toBeLessThan(0.01);
    expect(found.change?.what).toBe('mean length');
  });

  it('takes texts without any word', () => {
    const marks = textColumn(['?!', '...', '', '—']);
    expect(test(marks, marks).pValue).toBe(1);
  });
});
