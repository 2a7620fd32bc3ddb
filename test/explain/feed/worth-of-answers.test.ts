import { expect, test } from 'vitest';
import type { FeedHead } from '../../../src/contracts/feed-design.ts';
import { worthOfAnswers } from '../../../src/explain/feed/worth-of-answers.ts';
import { random } from '../../../src/kernels/random.ts';
import { gaussian } from '../../worlds/gaussian-world.ts';

const head = (name: string, kind: FeedHead['kind'] = 'binary'): FeedHead => ({
  name,
  kind,
  actions: [name],
  atLeast: null,
  below: null,
  given: null,
});
const HEADS = [head('open'), head('dwell', 'amount'), head('like'), head('share')];

/** Opened posts, read for some time, liked by some, and answers from 1 to 5 that follow worths exactly, but for noise. */
function asked(rows: number, worth: readonly number[], noise: number) {
  const chance = random(5);
  const truth = HEADS.map(() => new Float64Array(rows));
  const answer = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    truth[0]![r] = 1;
    truth[1]![r] = 60 * chance();
    truth[2]![r] = chance() < 0.3 ? 1 : 0;
    // Nobody who was asked shared; of some rows it is not known.
    truth[3]![r] = r % 2 === 0 ? Number.NaN : 0;
    const y = worth.reduce((sum, w, h) => sum + w * truth[h]![r]!, 0) + noise * gaussian(chance);
    answer[r] = 3 + 2 * y;
  }
  return { truth, answer };
}

test('finds what answers follow from, on the scale of -1 to 1, and leaves out what never came', () => {
  const all = asked(200, [-0.5, 0.02, 0.3], 0);
  const low = Math.min(...all.answer);
  const high = Math.max(...all.answer);
  const found = worthOfAnswers(HEADS, [all], 0.95)!;
  expect(found).toMatchObject({ answers: 200, least: low, most: high });
  expect(found.heads.map((h) => h.head)).toEqual(['open', 'dwell', 'like']);
  const slope = 4 / (high - low);
  const worths = found.heads.map((h) => h.worth.value!);
  expect(worths[1]).toBeCloseTo(0.02 * slope, 4);
  expect(worths[2]).toBeCloseTo(0.3 * slope, 4);
  expect(worths[0]).toBeCloseTo((2 * (3 - 2 * 0.5 - low)) / (high - low) - 1, 4);
});

test('intervals hold the truth about as often as they say', () => {
  let held = 0;
  const rounds = 60;
  for (let round = 0; round < rounds; round++) {
    const chance = random(100 + round);
    const rows = 60;
    const dwell = Float64Array.from({ length: rows }, () => 60 * chance());
    const ones = new Float64Array(rows).fill(1);
    const answer = dwell.map((seconds) => 0.02 * seconds - 0.5 + 0.2 * gaussian(chance));
    const scale = 2 / (Math.max(...answer) - Math.min(...answer));
    const found = worthOfAnswers(HEADS.slice(0, 2), [{ truth: [ones, dwell], answer }], 0.9)!;
    const { low, high } = found.heads[1]!.worth;
    if (low! <= 0.02 * scale && 0.02 * scale <= high!) held += 1;
  }
  // 54 are expected; 47 or fewer have a chance of one in a hundred.
  expect(held).toBeGreaterThan(47);
  expect(held).toBeLessThan(rounds);
});

test('too few answers, or answers that are all alike, say nothing', () => {
  const few = asked(29, [-0.5, 0.02, 0.3], 0.1);
  expect(worthOfAnswers(HEADS, [few], 0.95)).toBeNull();
  const alike = { ...asked(100, [0, 0, 0], 0) };
  expect(worthOfAnswers(HEADS, [alike], 0.95)).toBeNull();
  expect(worthOfAnswers(HEADS, [], 0.95)).toBeNull();
});
