import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shownLists } from '../../../src/explain/ranking/shown-lists.ts';
import { normalisedCrossEntropy, shownAuc } from '../../../src/explain/ranking/shown-quality.ts';
import type { Impressions } from '../../../src/table/impressions.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';

const options = { samples: 100, level: 0.95, seed: 1 };

test('AUC per user and normalised cross-entropy are those of scikit-learn', () => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../golden/ranking/shown.json'), 'utf8'),
  );
  const scored = {
    user: Int32Array.from(golden.user),
    score: Float64Array.from(golden.chance),
    taken: Float64Array.from(golden.taken),
  };
  const auc = shownAuc(scored, options);
  expect(auc.value).toBeCloseTo(golden.auc, 12);
  expect(auc.low).toBeLessThan(auc.value!);
  expect(normalisedCrossEntropy(scored, options).value).toBeCloseTo(golden.nce, 12);
  const untouched = { ...scored, taken: new Float64Array(golden.user.length) };
  expect(shownAuc(untouched, options).value).toBeNull();
  expect(normalisedCrossEntropy(untouched, options).value).toBeNull();
});

const impressions: Impressions = {
  user: Int32Array.of(0, 0, 1, 0, 0),
  item: Int32Array.of(2, 1, 2, 0, 0),
  at: Float64Array.of(10, 10, 11, 20, 20),
  request: Int32Array.of(-1, -1, -1, 5, 5),
  position: Float64Array.of(0, 1, 0, 0, 1),
  propensity: Float64Array.of(1, 1, 1, 1, 1),
  gain: Float32Array.of(0, 2, 0, 1, 0),
};
const events = interactionsFrom(2, 3, {
  user: Int32Array.of(0, 0, 0, 1),
  item: Int32Array.of(0, 1, 2, 2),
  at: Float64Array.of(5, 10, 15, 30),
  weight: null,
});
const window = { from: -Infinity, to: Infinity, most: 10, history: 10, seed: 1 };

test('slates are told with what was known before them, and each item once', () => {
  const lists = shownLists(impressions, events, null, window);
  expect(lists.map(({ user, query }) => [user, query.now, [...query.item]])).toEqual([
    [0, 10, [0]],
    [1, 11, []],
    [0, 20, [0, 1, 2]],
  ]);
  expect([...lists[0]!.item]).toEqual([2, 1]);
  expect([...lists[0]!.gain]).toEqual([0, 2]);
  expect([...lists[2]!.item]).toEqual([0]);
});

test('only slates of the window are told, and not more than asked for', () => {
  expect(shownLists(impressions, events, null, { ...window, from: 11, to: 20 }).length).toBe(1);
  expect(shownLists(impressions, events, null, { ...window, most: 2 }).length).toBe(2);
});
