import { expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { openInnerProducts } from '../../../src/learn/factors/inner-products.ts';
import type { VectorIndexes } from '../../../src/ports/vector-index.ts';
import { candidateFinder } from '../../../src/recipe/recommender/candidates.ts';
import { candidatesByIndex } from '../../../src/recipe/recommender/candidates-by-index.ts';
import { openRecommender } from '../../../src/recipe/recommender/open-recommender.ts';
import { type SearchPlan, searchPlanOf, wantsIndex } from '../../../src/recipe/recommender/vector-search.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';
import { askers, taste, trainingSet } from '../../worlds/recommend-worlds.ts';
import { fitted, madeRecommender } from './made-recommender.ts';

/** An index that looks at all vectors, by cosine; `ready` when it is built. */
const indexes = (built: { ready: boolean }): VectorIndexes => ({
  from: 10,
  over: (vectors, size) => ({
    nearest(point, item, score) {
      if (!built.ready) return null;
      const cosine = (i: number): number => {
        const row = vectors.subarray(i * size, (i + 1) * size);
        return row.reduce((sum, value, f) => sum + value * point[f]!, 0) / Math.hypot(...row);
      };
      const order = Array.from({ length: vectors.length / size }, (_, i) => i).sort(
        (a, b) => cosine(b) - cosine(a),
      );
      order.slice(0, item.length).forEach((it, i) => {
        item[i] = it;
        score[i] = cosine(it);
      });
      return Math.min(item.length, order.length);
    },
  }),
});

const ITEMS = 60;
const SIZE = 4;
const r = random(3);
const factors = Float32Array.from({ length: ITEMS * SIZE }, () => r() - 0.5);
const retriever = {
  ...openInnerProducts(
    factors,
    SIZE,
    (_query, _catalogue, out) => {
      out.set([1, -0.5, 0.25, 2]);
      return true;
    },
    plainKernels,
  ),
};
const nobody = {
  length: 0,
  item: new Int32Array(0),
  weight: new Float32Array(0),
  at: new Float64Array(0),
  now: 0,
  context: {},
};
const plan = (how: SearchPlan['how'], ready = true): SearchPlan => ({
  how,
  budgetMs: 100,
  indexes: indexes({ ready }),
});
function found(search: SearchPlan, gone: readonly number[] = []) {
  const excluded = new Uint8Array(ITEMS);
  for (const item of gone) excluded[item] = 1;
  const finder = candidateFinder([retriever], 5, [candidatesByIndex(retriever, search, 5)]);
  const { item, sources, approximate } = finder.find(nobody, bareCatalogue(ITEMS), excluded);
  return { item: [...item], score: [...sources[0]!.score], approximate };
}

test('the design chooses: all looked at, or by an index where that saves time', () => {
  const wants = (how: SearchPlan['how'], vectors: number, budgetMs = 100): boolean =>
    wantsIndex({ how, budgetMs, indexes: indexes({ ready: true }) }, vectors, 64);
  expect([wants('exact', 1e6), wants('approximate', 9), wants('approximate', 10)]).toEqual([
    false,
    false,
    true,
  ]);
  expect([wants('auto', 70_000), wants('auto', 80_000), wants('auto', 80_000, 200)]).toEqual([
    false,
    true,
    false,
  ]);
  expect(wantsIndex({ ...plan('approximate'), indexes: null }, 1e6, 64)).toBe(false);
  expect(searchPlanOf(null)).toEqual({ how: 'auto', budgetMs: 100, indexes: null });
});

test('candidates by an index are those of the largest products, with the same scores, and say so', () => {
  const all = found(plan('exact'));
  expect(all.approximate).toBeUndefined();
  expect(found(plan('auto'))).toEqual(all);
  expect(found(plan('approximate'))).toEqual({ ...all, approximate: true });
});

test('while it is built, and where too few are left of what it finds, all are looked at', () => {
  expect(found(plan('approximate', false))).toEqual(found(plan('exact')));
  const most = found({ ...plan('exact') }).item;
  expect(found(plan('approximate'), most.slice(0, 2))).toEqual({
    ...found(plan('exact'), most.slice(0, 2)),
    approximate: true,
  });
  const best = [...Array(ITEMS).keys()].filter((item) => item % 8 !== 0);
  expect(found(plan('approximate'), best)).toEqual(found(plan('exact'), best));
});

test('a slate of such candidates says so, and of all looked at does not', async () => {
  const set = trainingSet(taste, 60, 3);
  const retrievers = [await fitted('ials', set, { factors: 8, iterations: 2 })];
  const made = await madeRecommender({
    retrievers,
    ranker: { kind: 'blend', weights: Float64Array.of(1) },
    candidates: 5,
  });
  const { query } = askers(taste, 1, 9)[0]!;
  const slate = (how: SearchPlan['how']) =>
    openRecommender(made, undefined, plan(how)).recommend(
      { query, k: 3, excluded: new Uint8Array(taste.items), explain: false, seed: 1 },
      made.catalogue,
    );
  const exact = slate('exact');
  expect(exact.approximate).toBeUndefined();
  expect(slate('approximate')).toEqual({ ...exact, approximate: true });
});
