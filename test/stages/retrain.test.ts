import { describe, expect, test } from 'vitest';
import type { RecommendDesign } from '../../src/contracts/recommend-design.ts';
import type { RetrainPlan } from '../../src/contracts/retraining.ts';
import { retrainPlan } from '../../src/design/retrain.ts';
import { gateRecommender } from '../../src/stages/recommend/gate-recommender.ts';
import { verdictOf } from '../../src/stages/retrain/verdict.ts';
import { type Retrained, Retrainer } from '../../src/stages/serve/retrainer.ts';
import { fittedRecommender, ITEMS, madeEvents, USERS } from '../http/made-recommender.ts';

const plan = (over: Partial<RetrainPlan> = {}): RetrainPlan => ({
  everyMs: null,
  onDrift: false,
  promote: 'not-worse',
  margin: 0.01,
  ...over,
});

test('a plan tells times in words', () => {
  expect(retrainPlan({ every: '1.5h' })).toEqual(plan({ everyMs: 5_400_000 }));
  expect(retrainPlan({ every: '2w', promote: 'better', onDrift: true, margin: 0 })).toEqual(
    plan({ everyMs: 1_209_600_000, promote: 'better', onDrift: true, margin: 0 }),
  );
});

describe('the gate', () => {
  const verdict = (low: number | null, over: Partial<RetrainPlan> = {}) =>
    verdictOf(
      {
        system: 'movies',
        champion: 1,
        metric: 'ndcgAt10',
        cases: 100,
        of: 'users',
        value: { champion: 0.5, challenger: 0.51 },
        difference: { value: 0.01, low, high: low === null ? null : 0.03 },
      },
      plan(over),
    ).passed;
  test('lets through what is surely better, or surely not worse by more than the margin', () => {
    expect([verdict(0.001), verdict(-0.004), verdict(-0.006), verdict(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const better = { promote: 'better' } as const;
    expect([verdict(0.001, better), verdict(0, better), verdict(-0.004, better)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(verdict(0.2, { promote: 'never' })).toBe(false);
  });

  test('compares on the same users, each version with the items that it numbers in its own way', async () => {
    const data = {
      events: madeEvents(),
      itemIds: Array.from({ length: ITEMS }, (_, i) => `i${i}`),
      userIds: Array.from({ length: USERS }, (_, u) => `u${u}`),
    };
    const design = {
      name: 'movies',
      data: { split: { name: 'time', validation: 0.1, test: 0.2, optOut: false } },
      framing: { repeats: false },
      serving: { history: 50 },
      evaluation: { primary: 'ndcgAt10', samples: 200, level: 0.95 },
      seed: 1,
    } as unknown as RecommendDesign;
    const quiet = { progress: { begin() {}, at() {}, end() {} }, checkCancelled() {} };
    const challenger = await fittedRecommender();
    const whole = { ...data, catalogue: challenger.catalogue, users: null };
    const gate = (champion: typeof challenger, over: Partial<RetrainPlan> = {}) =>
      gateRecommender(
        { design, data: whole, challenger, champion: { version: 1, fitted: champion }, plan: plan(over) },
        quiet,
      );
    // Against itself nothing differs, also where it has only the first of the items and meets the others in service.
    const same = gate(challenger);
    expect(same).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, passed: true });
    expect(gate(challenger, { promote: 'better' }).passed).toBe(false);
    const fewer = gate(await fittedRecommender({ items: 40 }));
    expect(fewer.value.challenger).toBe(same.value.challenger);
    expect(fewer.value.champion).toBeGreaterThan(0);
    const popular = gate(await fittedRecommender({ retrievers: ['most-popular'] }), { promote: 'better' });
    expect(popular).toMatchObject({ passed: true, metric: 'ndcgAt10' });
    expect(popular.cases).toBeGreaterThan(20);
  });
});

describe('a retrainer', () => {
  const HOUR = 3_600_000;
  function made(over: Partial<RetrainPlan>, build: () => Promise<Retrained>) {
    let now = 0;
    let window: { seq: number; line: number } | null = null;
    const champion = { version: 1, design: { retrain: plan(over) } };
    const registry = { versions: [{ version: 1, at: 0 }] };
    const system = { name: 'movies', registry, champion, refresh: async () => {} };
    const told: string[] = [];
    const retrainer = new Retrainer({
      project: { all: [system], pickAny: () => system } as never,
      journal: {} as never,
      artifacts: {} as never,
      clock: { now: () => now, elapsed: () => now },
      build,
      drifted: async () => window,
      tell: ({ because, result }) => told.push(`${because} ${result}`),
    });
    return {
      told,
      retrainer,
      async at(ms: number, drift: typeof window = null) {
        now = ms;
        window = drift;
        await retrainer.check();
        return told.length;
      },
    };
  }
  const failing = () => Promise.reject(new Error('no'));

  test('trains when it is time, and after a failure waits an hour', async () => {
    const { at, told, retrainer } = made({ everyMs: 2 * HOUR }, failing);
    expect(await at(HOUR)).toBe(0);
    expect(await at(2 * HOUR)).toBe(1);
    expect(await at(2.9 * HOUR)).toBe(1);
    expect(await at(4 * HOUR)).toBe(2);
    expect(told).toEqual(['time failed', 'time failed']);
    expect([...retrainer.counts.get('movies')!]).toEqual([['failed', 2]]);
  });

  test('trains once for a window that drifted', async () => {
    const { at } = made({ onDrift: true }, failing);
    expect(await at(HOUR)).toBe(0);
    expect(await at(2 * HOUR, { seq: 5, line: 0 })).toBe(1);
    expect(await at(9 * HOUR, { seq: 5, line: 0 })).toBe(1);
    expect(await at(10 * HOUR, { seq: 9, line: 0 })).toBe(2);
  });

  test('does nothing where the design does not ask', async () => {
    const { at } = made({}, failing);
    expect(await at(1e12, { seq: 1, line: 0 })).toBe(0);
  });
});
