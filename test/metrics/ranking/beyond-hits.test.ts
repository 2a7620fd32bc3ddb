import { expect, test } from 'vitest';
import type { Judged, RankingMetric } from '../../../src/contracts/ranking-metric.ts';
import { knownItems } from '../../../src/explain/ranking/known-items.ts';
import { measureLists } from '../../../src/explain/ranking/measure-lists.ts';
import { rankingMetrics } from '../../../src/metrics/ranking/index.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';

/** Four users; item 0 was had by all, 1 by two, 2 by one (who had 1 too), 3 and 4 by nobody. */
const known = knownItems(
  interactionsFrom(4, 5, {
    user: Int32Array.of(0, 1, 2, 3, 0, 1, 0),
    item: Int32Array.of(0, 0, 0, 0, 1, 1, 2),
    at: null,
    weight: null,
  }),
);

const list = (items: number[], wanted: number[], past: number[] = []): Judged => ({
  items: Int32Array.from(items),
  gains: Float64Array.from(items, (item) => Number(wanted.includes(item))),
  wanted: Int32Array.from(wanted),
  ideal: new Float64Array(wanted.length).fill(1),
  before: Float64Array.from(wanted, (item) => items.indexOf(item)),
  candidates: 5 - past.length,
  past: Int32Array.from(past),
});

const value = (name: string, lists: Judged[], k: number): number | null => {
  const metric = rankingMetrics.find((m) => m.name === name) as RankingMetric;
  const got = measureLists(lists, [{ metric, k }], known, { samples: 10, level: 0.9, seed: 1 });
  return Object.values(got)[0]!.value;
};

test('likeness is the cosine of the users of two items, 0 where nobody had one', () => {
  expect(known.similarity(0, 1)).toBeCloseTo(2 / Math.sqrt(8), 12);
  expect(known.similarity(1, 2)).toBeCloseTo(1 / Math.sqrt(2), 12);
  expect(known.similarity(1, 1)).toBe(1);
  expect(known.similarity(0, 4)).toBe(0);
});

test('coverage counts items, concentration is the Gini coefficient of their places', () => {
  const lists = [list([0, 1], [1]), list([0, 2], [1])];
  expect(value('coverage', lists, 2)).toBe(3 / 5);
  expect(value('coverage', lists, 1)).toBe(1 / 5);
  // Sorted counts 0 0 1 1 2: (2 x (3 x 1 + 4 x 1 + 5 x 2) - 6 x 4) / (5 x 4).
  expect(value('concentration', lists, 2)).toBeCloseTo(10 / 20, 12);
  expect(value('concentration', lists, 1)).toBeCloseTo(4 / 5, 12);
});

test('diversity is one less the mean likeness of pairs', () => {
  const mean = (2 / Math.sqrt(8) + 1 / Math.sqrt(4) + 1 / Math.sqrt(2)) / 3;
  expect(value('diversity', [list([0, 1, 2], [1])], 3)).toBeCloseTo(1 - mean, 12);
  expect(value('diversity', [list([0], [1])], 3)).toBeNull();
});

test('novelty is the information of the items in bits; what nobody had counts as had by one', () => {
  expect(value('novelty', [list([0, 1], [1])], 2)).toBe(0.5);
  expect(value('novelty', [list([2, 4], [1])], 2)).toBe(2);
});

test('serendipity counts hits that are not among the most popular that he did not have', () => {
  expect(value('serendipity', [list([0, 3], [0, 3])], 2)).toBe(1 / 2);
  // He had 0, so the most popular two for him are 1 and 2.
  expect(value('serendipity', [list([1, 3], [1, 3], [0])], 2)).toBe(1 / 2);
});

test('popularity bias is beside his own past', () => {
  expect(value('popularityBias', [list([0], [0], [1])], 1)).toBe(1);
  expect(value('popularityBias', [list([2, 4], [0], [1])], 2)).toBe(-0.75);
  expect(value('popularityBias', [list([0], [0])], 1)).toBeNull();
});

test('AUC counts pairs of wanted and other, and not pairs of wanted', () => {
  // Places of wanted: 0, 2 and 3 of 5; others at 1 and 4: 5 of 6 pairs less the one at 1 before two.
  expect(value('auc', [list([0, 1, 2, 3, 4], [0, 2, 3])], 5)).toBeCloseTo(4 / 6, 12);
  expect(value('auc', [list([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])], 5)).toBeNull();
});
