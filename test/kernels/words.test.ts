import { expect, test } from 'vitest';
import { eachWord } from '../../src/kernels/words.ts';

const wordsOf = (text: string): string[] => {
  const words: string[] = [];
  eachWord(text, (whole, start, end) => words.push(whole.slice(start, end)));
  return words;
};

test.each([
  ["don't stop, foo_bar 42 7", ['don', 'stop', 'foo_bar', '42']],
  ['straße 数据 分', ['straße', '数据']],
  ['𝒳𝒴 𝒳 a𝒴', ['𝒳𝒴', 'a𝒴']],
  ['\ud800\ud800 lone', ['lone']],
  ['', []],
  ['end', ['end']],
])('%j', (text, words) => expect(wordsOf(text)).toEqual(words));
