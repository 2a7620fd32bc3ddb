import { describe, expect, test } from 'vitest';
import type { KnownItems } from '../../../src/contracts/ranking-metric.ts';
import type { Pool } from '../../../src/explain/ranking/candidate-pools.ts';
import { type Random, random } from '../../../src/kernels/random.ts';
import { ndcgAt } from '../../../src/metrics/ranking/ndcg.ts';
import { blendValues, blendWeights } from '../../../src/stages/recommend/blend-weights.ts';
import { chooseMix } from '../../../src/stages/recommend/choose-mix.ts';
import { marginalRecall } from '../../../src/stages/recommend/marginal-recall.ts';

const ITEMS = 40;
const cut = { metric: ndcgAt, k: 10 };
const known = {} as KnownItems;
const go = { only: false, seed: 1, checkCancelled: () => {} };

/** Users who want three items; each retriever sees the truth with an error of its own. */
function pools(users: number, noise: readonly number[], seed: number): Pool[] {
  const r = random(seed);
  return Array.from({ length: users }, () => {
    const item = Int32Array.from({ length: ITEMS }, (_, i) => i);
    const want = Int32Array.from({ length: 3 }, (_, i) => i * 13 + Math.floor(r() * 13));
    const gain = Float64Array.from(item, (i) => Number(want.includes(i)));
    const levels = noise.map((n) => Float32Array.from(gain, (g) => Math.max(0, g + n * normal(r))));
    const first = levels.map((level) => Uint8Array.from(level, (l) => Number(l > 0)));
    const none = new Int32Array();
    const query = {
      length: 0,
      item: none,
      weight: new Float32Array(),
      at: new Float64Array(),
      now: 0,
      context: {},
    };
    const wanted = { item: want, gain: Float64Array.of(1, 1, 1) };
    return {
      asked: { user: 0, query, wanted, past: none, repeats: false, among: null },
      item,
      levels,
      first,
      gain,
    };
  });
}
const normal = (r: Random): number => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('two retrievers that err apart', () => {
  const taught = pools(300, [1, 1.2], 1);

  test('are better together than either alone, and weigh by how well they know', () => {
    const mix = chooseMix(taught, 2, cut, known, go);
    expect(mix.best).toBe(0);
    expect(mix.gain.low).toBeGreaterThan(0);
    expect(mix.value).toBeGreaterThan(mix.bestValue);
    expect(mix.weights[0]).toBeGreaterThan(mix.weights[1]!);
    const fresh = pools(300, [1, 1.2], 2);
    const alone = mean(blendValues(fresh, Float64Array.of(1, 0), cut, known));
    expect(mean(blendValues(fresh, mix.weights, cut, known))).toBeGreaterThan(alone + 0.05);
  });

  test('each lose the mix something', () => {
    const { weights } = chooseMix(taught, 2, cut, known, go);
    const shares = marginalRecall(taught, ['a', 'b'], weights, cut, known);
    expect(shares.map(({ retriever }) => retriever)).toEqual(['a', 'b']);
    for (const { marginalRecall: lost, marginalValue, recall } of shares) {
      expect(lost).toBeGreaterThan(0);
      expect(lost).toBeLessThan(recall);
      expect(marginalValue).toBeGreaterThan(0.05);
    }
  });
});

test('a retriever that knows nothing gets no weight, and the better one stays alone', () => {
  const mix = chooseMix(pools(300, [0.5, 1e6], 3), 2, cut, known, go);
  expect([...mix.weights]).toEqual([1, 0]);
  expect(mix.value).toBe(mix.bestValue);
});

test('the weights are at least as good as the best alone on the users by whom they were found', () => {
  for (const seed of [4, 5, 6]) {
    const some = pools(40, [1, 2, 3], seed);
    const { weights, value } = blendWeights(some, 3, cut, known, () => {});
    expect(value).toBeCloseTo(mean(blendValues(some, weights, cut, known)), 10);
    for (const alone of [0, 1, 2]) {
      const one = Float64Array.from([0, 1, 2], (r) => Number(r === alone));
      expect(value).toBeGreaterThanOrEqual(mean(blendValues(some, one, cut, known)));
    }
  }
});

test('stops where it is asked to', () => {
  const checkCancelled = () => {
    throw new Error('stop');
  };
  expect(() => chooseMix(pools(10, [1, 1], 1), 2, cut, known, { ...go, checkCancelled })).toThrow('stop');
});
