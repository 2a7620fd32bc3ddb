import { expect, test } from 'vitest';
import type { FeedOccasions } from '../../../src/contracts/feed-log.ts';
import { examinationOf } from '../../../src/explain/feed/examination.ts';
import {
  broughtBy,
  broughtOf,
  broughtValue,
  ndcgBy,
  orderBy,
} from '../../../src/explain/feed/judge-pages.ts';
import { overReaders } from '../../../src/explain/feed/over-readers.ts';
import { plainScores } from '../../../src/explain/feed/plain-orders.ts';
import { random } from '../../../src/kernels/random.ts';
import { toldLog } from '../../recipe/feed/told-log.ts';

const NO = Number.NaN;

/** Two pages of three and of two rows, of two readers; heads: open, and like given open. */
const occasions: FeedOccasions = {
  size: 2,
  at: Float64Array.of(60_000, 120_000),
  reader: Int32Array.of(0, 1),
  before: Int32Array.of(0, 2),
  moment: Int32Array.of(0, 2),
  start: Int32Array.of(0, 3, 5),
  post: Int32Array.of(0, 1, 2, 0, 1),
  position: Int16Array.of(0, 1, 2, 0, 1),
  propensity: new Float32Array(5).fill(0.5),
  truth: [Float64Array.of(0, 1, 1, 1, 0), Float64Array.of(NO, 1, 0, 1, NO)],
};
const given = Int32Array.of(-1, 0);
const worth = Float64Array.of(1, 4);
const pages = { occasions, examination: null, k: 10 };

test('the highest score of a page stands first, of equals what was shown first', () => {
  expect([...orderBy(occasions, Float64Array.of(1, 3, 3, 0, NO))]).toEqual([1, 2, 0, 3, 4]);
});

test('what was not asked brings nothing, what is not known yet makes a page count for nothing', () => {
  const value = broughtValue(occasions, worth, given);
  expect([...value]).toEqual([0, 5, 1, 5, 0]);
  const open = { ...occasions, truth: [occasions.truth[0]!, Float64Array.of(NO, NO, 0, 1, NO)] };
  expect([...broughtOf(open, 1, given)]).toEqual([0, NO, 0, 1, 0]);
  const [first, second] = broughtBy(
    pages,
    broughtValue(open, worth, given),
    orderBy(open, new Float64Array(5)),
  );
  expect([first, second]).toEqual([NO, 5]);
});

test('without places each counts by 1 / log2(1 + place), and NDCG is 1 for the best order', () => {
  const value = broughtValue(occasions, worth, given);
  const shown = orderBy(occasions, new Float64Array(5));
  const [first] = broughtBy(pages, value, shown);
  expect(first).toBeCloseTo(5 / Math.log2(3) + 1 / 2, 12);
  expect([...ndcgBy(pages, value, orderBy(occasions, value))]).toEqual([1, 1]);
  expect(ndcgBy(pages, value, shown)[0]).toBeCloseTo((5 / Math.log2(3) + 1 / 2) / (5 + 1 / Math.log2(3)), 12);
});

test('with places what came counts as its new place is looked at beside the old', () => {
  const examined = { ...pages, examination: Float64Array.of(1, 0.5, 0.25) };
  const value = broughtValue(occasions, worth, given);
  const [first, second] = broughtBy(examined, value, orderBy(occasions, value));
  // 5 comes from place 1 to 0, where it is seen twice as often; 1 from place 2 to 1.
  expect([first, second]).toEqual([5 * 2 + 1 * 2, 5]);
  const [shown] = broughtBy(examined, value, orderBy(occasions, new Float64Array(5)));
  expect(shown).toBe(6);
});

test('how places are looked at is found where better posts were shown higher, by chances that are known', () => {
  const r = random(3);
  const rows = 40_000;
  const position = new Int16Array(rows);
  const propensity = new Float32Array(rows);
  const answered = new Float64Array(rows);
  for (let i = 0; i < rows; i += 2) {
    // The good post stands first in 4 of 5 pages; the second place is looked at half as often.
    const goodFirst = r() < 0.8;
    for (const place of [0, 1]) {
      const good = (place === 0) === goodFirst;
      position[i + place] = place;
      propensity[i + place] = goodFirst ? 0.8 : 0.2;
      answered[i + place] = Number(r() < (good ? 0.6 : 0.2) * (place === 0 ? 1 : 0.5));
    }
  }
  const examined = examinationOf({ position, propensity }, answered)!;
  expect(Math.abs(examined[1]! - 0.5)).toBeLessThan(0.03);
  expect(examinationOf({ position, propensity: propensity.map(() => 1) }, answered)).toBeNull();
  expect(examinationOf({ position: position.map(() => -1), propensity }, answered)).toBeNull();
});

test('readers are drawn with all of their pages', () => {
  const reader = Int32Array.from({ length: 400 }, (_, p) => p % 4);
  const values = Float64Array.from(reader, (of) => of);
  const alone = Int32Array.from({ length: 400 }, (_, p) => p);
  const options = { samples: 300, level: 0.95, seed: 1 };
  const [wide] = overReaders([values], reader, options);
  const [narrow] = overReaders([values], alone, options);
  expect(wide!.value).toBe(1.5);
  expect(wide!.high! - wide!.low!).toBeGreaterThan(5 * (narrow!.high! - narrow!.low!));
});

test('orders without a model know what came before the page, and nothing later', () => {
  const open = (at: number, post: string) => ({ at, reader: 'ann', post, type: 'open' });
  const log = toldLog([open(0, 'b'), open(0.5, 'b'), open(1, 'a'), open(3, 'c')]);
  const { popular, popularLately } = plainScores(log, occasions, ['open']);
  expect([...popular]).toEqual([0, 0, 0, 0, 2]);
  expect(popularLately[3]).toBe(Number.NEGATIVE_INFINITY);
  expect(popularLately[4]!).toBeGreaterThan(0);
});
