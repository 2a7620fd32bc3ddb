import { expect, test } from 'vitest';
import { clip, wrap } from '../../src/cli/wrap.ts';

test('a text is broken between words; a long word stands alone', () => {
  expect(wrap('to be or notwithstanding', 8)).toEqual(['to be or', 'notwithstanding']);
  expect(wrap('short', 8)).toEqual(['short']);
  expect(wrap('a: 1, b: 2, c: 3', 11, /(?<=,) /)).toEqual(['a: 1, b: 2,', 'c: 3']);
});

test('a text is cut where it is too long', () => {
  expect([clip('exactly', 7), clip('one too many', 11), clip('a blank at the cut', 10)]).toEqual([
    'exactly',
    'one too...',
    'a blank...',
  ]);
});
