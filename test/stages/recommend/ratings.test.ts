import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { measureRatings, ratingErrors, rmseDifference } from '../../../src/explain/ranking/rating-errors.ts';
import { normal, random } from '../../../src/kernels/random.ts';
import { fitRatings } from '../../../src/learn/factors/rating-factors.ts';
import { openRatings } from '../../../src/learn/factors/rating-scores.ts';
import { openRecommender } from '../../../src/recipe/recommender/open-recommender.ts';
import { recommenderData, recommenderFrom } from '../../../src/recipe/recommender/store-recommender.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import { evaluateRatings } from '../../../src/stages/recommend/evaluate-ratings.ts';
import { learnRatings } from '../../../src/stages/recommend/learn-ratings.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';
import { ratingsOf } from '../../../src/table/ratings.ts';
import { asking, madeRecommender } from '../../recipe/recommender/made-recommender.ts';

const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
};
const framing = {
  ratings: 'observed' as const,
  label: { says: '', actions: null, atLeast: 2, weighted: true, rated: true as const },
  repeats: false,
  input: '',
  output: '',
};

/** Users and items of two tastes, with biases: a rating is told by them but for a deviation of .2. */
function world(users: number, items: number) {
  const r = random(4);
  const of = (n: number, scale: number) => Array.from({ length: n }, () => scale * normal(r));
  const [generous, liked] = [of(users, 0.4), of(items, 0.4)];
  const [taste, kind] = [of(users, 1), of(items, 0.8)];
  const rows: [number, number, number][] = [];
  for (let u = 0; u < users; u++)
    for (let i = 0; i < items; i++)
      if (r() < 0.5) {
        const rating = 3 + generous[u]! + liked[i]! + taste[u]! * kind[i]! + 0.2 * normal(r);
        rows.push([u, i, Math.min(5, Math.max(0.5, Math.round(2 * rating) / 2))]);
      }
  const weight = Float32Array.from(rows, ([, , rating]) => (rating < 2 ? -rating : rating));
  return interactionsFrom(users, items, {
    user: Int32Array.from(rows, ([u]) => u),
    item: Int32Array.from(rows, ([, i]) => i),
    at: Float64Array.from(rows, () => r()),
    weight,
  });
}

test('RMSE and MAE are those of scikit-learn', () => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../golden/recommend/ratings.json'), 'utf8'),
  );
  const events = interactionsFrom(golden.users, golden.items, {
    user: Int32Array.from(golden.user),
    item: Int32Array.from(golden.item),
    at: null,
    weight: Float32Array.from(golden.rating),
  });
  const given = golden.cases[0];
  const state = fitRatings(
    ratingsOf(events, true),
    Float64Array.from(golden.start),
    { factors: 4, iterations: 5, ...given },
    true,
    quietRun(),
  );
  const errors = ratingErrors(openRatings(state), { past: events, wanted: events }, true, 1000);
  const options = { samples: 200, level: 0.95, seed: 1 };
  const { rmse, mae } = measureRatings(errors, options);
  expect(rmse.value).toBeCloseTo(given.rmse, 5);
  expect(mae.value).toBeCloseTo(given.mae, 5);
  expect(rmse.low).toBeLessThan(rmse.value!);
  expect(rmseDifference(errors, errors, options)).toEqual({ value: 0, low: 0, high: 0 });
});

test('where tastes differ factors tell ratings surely better than biases, and those than the mean', () => {
  const split = splitEvents(world(80, 40), { name: 'time', validation: 0.15, test: 0.15, optOut: false }, 1);
  const task = { split, history: 100, seed: 1 };
  const learned = learnRatings(framing, task, ports)!;
  expect(learned.state.facts).toMatchObject({ signed: false, low: 0.5, high: 5 });
  const found = evaluateRatings(learned, task, { samples: 200, level: 0.95 });
  const [mean, biases] = found.baselines;
  expect(found.rmse.value).toBeLessThan(0.5);
  expect(biases!.behind.low).toBeGreaterThan(0.2);
  expect(mean!.rmse.low).toBeGreaterThan(biases!.rmse.value!);
  expect(found.ratings).toBe(split.test.wanted.item.length);
  expect(learnRatings({ ...framing, ratings: undefined as never }, task, ports)).toBeNull();
});

test('a slate tells what the user would rate, also when it is read back', async () => {
  const made = await madeRecommender();
  const events = world(40, made.ids.length);
  const settings = { factors: 2, iterations: 2, unobservedWeight: 0, regularisation: 0.1, biasPenalty: 1 };
  const start = Float64Array.from({ length: 2 * events.items }, (_, i) => Math.sin(i));
  const ratings = fitRatings(ratingsOf(events, false), start, settings, false, quietRun());
  const fitted = { ...made, ratings };
  const { manifest, tensors } = recommenderData(fitted);
  const request = asking([1, 5], made.ids.length);
  const slates = [fitted, recommenderFrom(manifest, tensors)].map((of) =>
    openRecommender(of).recommend(request, made.catalogue),
  );
  expect(slates[1]).toEqual(slates[0]);
  const predictor = openRatings(ratings);
  predictor.read(request.query);
  for (const { item, predictedRating } of slates[0]!.entries)
    expect(predictedRating).toBe(predictor.of(item));
  expect(openRecommender(made).recommend(request, made.catalogue).entries[0]).not.toHaveProperty(
    'predictedRating',
  );
});
