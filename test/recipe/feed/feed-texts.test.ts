import { expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { eachHashtagWord } from '../../../src/kernels/hashtag-words.ts';
import { random, randomInt } from '../../../src/kernels/random.ts';
import { fitFeedTexts, openFeedTexts } from '../../../src/recipe/feed/feed-texts.ts';

const wordsOf = (tag: string): string[] => {
  const words: string[] = [];
  eachHashtagWord(tag, (word) => words.push(word));
  return words;
};

test('hashtags are the words that they are written of', () => {
  expect(wordsOf('MachineLearning2026')).toEqual(['machine', 'learning', '2026']);
  expect(wordsOf('news_feed')).toEqual(['news', 'feed']);
  expect(wordsOf('BBCNews')).toEqual(['bbc', 'news']);
  expect(wordsOf('fußball')).toEqual(['fußball']);
  expect(wordsOf('東京')).toEqual(['東京']);
});

const TOPICS = [
  ['goal', 'match', 'league', 'striker', 'keeper', 'cup'],
  ['stove', 'recipe', 'garlic', 'butter', 'oven', 'spice'],
  ['planet', 'orbit', 'telescope', 'rocket', 'comet', 'moon'],
];

function madeTexts(n: number): string[] {
  const r = random(4);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: 8 }, () => TOPICS[i % 3]![randomInt(r, 6)]!).join(' '),
  );
}

test('texts on one topic lie close together, also where they share no word', () => {
  const open = openFeedTexts(fitFeedTexts(madeTexts(120), quietRun())!);
  const vector = (text: string) => {
    const out = new Float32Array(open.size);
    open.write(text, out, 0);
    return out;
  };
  const cosine = (a: string, b: string) => {
    const [x, y] = [vector(a), vector(b)];
    return x.reduce((sum, v, d) => sum + v * y[d]!, 0);
  };
  expect(cosine('goal match', 'league striker')).toBeGreaterThan(cosine('goal match', 'recipe butter') + 0.3);
  expect(cosine('Great #RocketMoon!', 'rocket moon')).toBeCloseTo(1, 6);
  expect(Math.hypot(...vector('goal'))).toBeCloseTo(1, 6);
  expect([...vector('nothing of all this')].every((v) => v === 0)).toBe(true);
});

test('texts that say nothing give no vectors, and the same texts and seed the same state', () => {
  expect(fitFeedTexts([null, 'one', 'two'], quietRun())).toBeNull();
  expect(fitFeedTexts(madeTexts(60), quietRun(2))).toEqual(fitFeedTexts(madeTexts(60), quietRun(2)));
});
