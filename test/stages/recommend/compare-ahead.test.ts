import { expect, test } from 'vitest';
import { rankingMetrics } from '../../../src/metrics/ranking/index.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import { compareAhead } from '../../../src/stages/recommend/compare-ahead.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';
import { fittedRecommender, START } from '../../http/made-recommender.ts';

const DAY = 86_400_000;
const quiet = { progress: { begin() {}, at() {}, end() {} }, checkCancelled() {} };

/** Everybody turns to another genre with the test events: who knows of the first of them knows what comes next. */
function turned(timed: boolean) {
  const events = Array.from({ length: 60 }, (_, u) =>
    Array.from({ length: 8 }, (_, e) => ({
      user: u,
      item: 4 * ((5 * u + 3 * e) % 16) + ((u + (e < 2 ? 0 : 1)) % 4),
      at: START + e * DAY + u,
    })),
  ).flat();
  return interactionsFrom(60, 80, {
    user: Int32Array.from(events, (e) => e.user),
    item: Int32Array.from(events, (e) => e.item),
    at: timed ? Float64Array.from(events, (e) => e.at) : null,
    weight: null,
  });
}

test('slates made ahead lose where users turn to something else, and how much is told with its interval', async () => {
  const split = splitEvents(turned(true), { name: 'time', validation: 0.125, test: 0.75, optOut: false }, 1);
  const fitted = await fittedRecommender({ retrievers: ['item-knn'] });
  const ndcg = rankingMetrics.find(({ name }) => name === 'ndcg')!;
  const asked = { users: null, primary: { metric: ndcg, k: 10 }, samples: 200, level: 0.95, seed: 1 };
  const found = compareAhead(fitted, { split, ...asked }, quiet)!;
  expect(found).toMatchObject({ metric: 'ndcgAt10' });
  expect(found.users).toBeGreaterThan(40);
  expect(found.loss.low!).toBeGreaterThan(0);
  expect(found.loss.value!).toBeCloseTo(found.online.value! - found.ahead.value!, 12);

  const untimed = splitEvents(turned(false), { name: 'users', validation: 0.2, test: 0.2, optOut: false }, 1);
  expect(compareAhead(fitted, { split: untimed, ...asked }, quiet)).toBeNull();
});
