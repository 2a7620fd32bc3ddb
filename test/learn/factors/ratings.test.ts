import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { historyQuery } from '../../../src/explain/ranking/history-query.ts';
import { fitRatings, type RatingState } from '../../../src/learn/factors/rating-factors.ts';
import { openRatings } from '../../../src/learn/factors/rating-scores.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';
import { ratingsOf } from '../../../src/table/ratings.ts';

interface Golden {
  readonly peer: string;
  readonly users: number;
  readonly items: number;
  readonly user: readonly number[];
  readonly item: readonly number[];
  readonly rating: readonly number[];
  readonly start: readonly number[];
  readonly cases: readonly {
    readonly unobservedWeight: number;
    readonly regularisation: number;
    readonly biasPenalty: number;
    readonly itemBias: readonly number[];
    readonly said: readonly (readonly number[])[];
  }[];
}
const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/recommend/ratings.json'), 'utf8'),
);
const { users, items } = golden;
const events = interactionsFrom(users, items, {
  user: Int32Array.from(golden.user),
  item: Int32Array.from(golden.item),
  at: null,
  weight: Float32Array.from(golden.rating),
});
const saidBy = (state: RatingState): number[][] => {
  const predictor = openRatings(state);
  return Array.from({ length: users }, (_, u) => {
    predictor.read(historyQuery(events, u, 1000, Number.NaN, {}));
    return Array.from({ length: items }, (_, i) => predictor.of(i));
  });
};

describe(`ratings told are those of ${golden.peer}`, () => {
  test.each(golden.cases)('with a weight of $unobservedWeight for pairs that were not rated', (given) => {
    const { unobservedWeight, regularisation, biasPenalty } = given;
    const settings = { factors: 4, iterations: 5, unobservedWeight, regularisation, biasPenalty };
    const start = Float64Array.from(golden.start);
    const state = fitRatings(ratingsOf(events, true), start, settings, true, quietRun());
    given.itemBias.forEach((bias, i) => {
      expect(state.arrays.bias[i]).toBeCloseTo(bias, 5);
    });
    // Residuals are held as float32.
    saidBy(state).forEach((row, u) => {
      row.forEach((said, i) => {
        expect(said).toBeCloseTo(given.said[u]![i]!, 4);
      });
    });
  });
});

test('the last rating of a pair counts, without the sign that says that it speaks against the item', () => {
  const twice = interactionsFrom(1, 3, {
    user: Int32Array.of(0, 0, 0, 0),
    item: Int32Array.of(1, 2, 1, 0),
    at: Float64Array.of(1, 2, 3, 4),
    weight: Float32Array.of(5, 4, -2, 0),
  });
  const { item, strength } = ratingsOf(twice, false);
  expect([...item].map((i, p) => [i, strength[p]])).toEqual([
    [1, 2],
    [2, 4],
  ]);
  expect([...ratingsOf(twice, true).strength]).toEqual([-2, 4]);
});

test('of somebody or something unknown the mean is told, and nothing beyond the scale', () => {
  const settings = { factors: 0, iterations: 0, unobservedWeight: 0, regularisation: 0.1, biasPenalty: 0 };
  const state = fitRatings(ratingsOf(events, true), new Float64Array(), settings, true, quietRun());
  const predictor = openRatings(state);
  predictor.read(historyQuery(events, 0, 0, Number.NaN, {}));
  expect(predictor.of(items + 3)).toBeCloseTo(state.facts.mean, 12);
  const gold = { length: 1, item: Int32Array.of(0), weight: Float32Array.of(500), at: Float64Array.of(0) };
  predictor.read({ ...gold, now: 0, context: {} });
  expect(predictor.of(1)).toBe(5);
});
