import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Judged, KnownItems, RankingMetric } from '../../src/contracts/ranking-metric.ts';
import { judgeList } from '../../src/explain/ranking/judge-list.ts';
import { knownItems } from '../../src/explain/ranking/known-items.ts';
import { measureLists } from '../../src/explain/ranking/measure-lists.ts';
import { roomForBest } from '../../src/kernels/top-k.ts';
import { rankingMetrics } from '../../src/metrics/ranking/index.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

const ITEMS = 12;
const K = 4;

/** Users with a past, scores of items and what they then wanted. */
const world = fc
  .array(
    fc.record({
      past: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      scores: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: ITEMS, maxLength: ITEMS }),
      wanted: fc.uniqueArray(fc.integer({ min: 6, max: ITEMS - 1 }), { minLength: 1, maxLength: 4 }),
      grade: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((users) => {
    const events = users.flatMap(({ past }, u) => past.map((item) => [u, item] as const));
    const known = knownItems(
      interactionsFrom(users.length, ITEMS, {
        user: Int32Array.from(events, ([u]) => u),
        item: Int32Array.from(events, ([, item]) => item),
        at: null,
        weight: null,
      }),
    );
    const judge = (scoresOf: (user: (typeof users)[number]) => Float32Array): Judged[] =>
      users.map((user) => {
        const excluded = new Uint8Array(ITEMS);
        for (const item of user.past) excluded[item] = 1;
        const gain = Float64Array.from(user.wanted, (_, i) => user.grade * (user.wanted.length - i));
        const wanted = { item: Int32Array.from(user.wanted), gain };
        return judgeList(scoresOf(user), excluded, roomForBest(K), wanted, Int32Array.from(user.past));
      });
    return {
      known,
      lists: judge(({ scores }) => Float32Array.from(scores)),
      best: judge(({ wanted }) => Float32Array.from({ length: ITEMS }, (_, i) => order(wanted, i))),
      worst: judge(({ wanted }) => Float32Array.from({ length: ITEMS }, (_, i) => -order(wanted, i))),
    };
  });

/** Higher for what is wanted more; 0 for what is not. */
const order = (wanted: readonly number[], item: number): number =>
  wanted.includes(item) ? wanted.length - wanted.indexOf(item) : 0;

const options = { samples: 20, level: 0.9, seed: 3 };
const resultOf = (metric: RankingMetric, lists: readonly Judged[], known: KnownItems): number =>
  Object.values(measureLists(lists, [{ metric, k: K }], known, options))[0]!.value ?? Number.NaN;

describe.each(rankingMetrics.map((metric) => [metric.name, metric] as const))('%s', (_name, metric) => {
  const [low, high] = metric.traits.range;

  test('stays within its range, and its interval holds the value', () => {
    fc.assert(
      fc.property(world, ({ lists, known }) => {
        const [got] = Object.values(measureLists(lists, [{ metric, k: K }], known, options));
        if (got!.value === null) return;
        expect(got!.value).toBeGreaterThanOrEqual(low - 1e-9);
        expect(got!.value).toBeLessThanOrEqual(high + 1e-9);
        expect(got!.low).toBeLessThanOrEqual(got!.value);
        expect(got!.high).toBeGreaterThanOrEqual(got!.value);
      }),
      { numRuns: 40 },
    );
  });

  test('is undefined where nobody is judged, and does not depend on the order of users', () => {
    fc.assert(
      fc.property(world, ({ lists, known }) => {
        expect(resultOf(metric, [], known)).toBeNaN();
        const there = resultOf(metric, lists, known);
        const back = resultOf(metric, lists.toReversed(), known);
        if (Number.isNaN(there)) expect(back).toBeNaN();
        else expect(back).toBeCloseTo(there, 10);
      }),
      { numRuns: 20 },
    );
  });

  test.runIf(metric.traits.ofHits)(
    'gives the best order at least what any other gets, and the worst none',
    () => {
      fc.assert(
        fc.property(world, ({ lists, best, worst, known }) => {
          const top = resultOf(metric, best, known);
          expect(top).toBeGreaterThanOrEqual(resultOf(metric, lists, known) - 1e-12);
          expect(resultOf(metric, worst, known)).toBeLessThanOrEqual(resultOf(metric, lists, known) + 1e-12);
        }),
        { numRuns: 40 },
      );
    },
  );

  test.runIf(metric.of === 'lists')('of two halves merged equals the whole', () => {
    fc.assert(
      fc.property(world, ({ lists, known }) => {
        if (metric.of !== 'lists') return;
        const [whole, a, b] = [metric.start(known), metric.start(known), metric.start(known)];
        lists.forEach((list, i) => {
          metric.add(whole, list, K, 1);
          metric.add(i % 2 === 0 ? a : b, list, K, 1);
        });
        expect(metric.value(metric.merge(a, b), known)).toBe(metric.value(whole, known));
      }),
      { numRuns: 20 },
    );
  });
});
