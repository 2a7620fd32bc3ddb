import { expect, test } from 'vitest';
import type { Judged } from '../../../src/contracts/ranking-metric.ts';
import { measuresAtCuts } from '../../../src/explain/ranking/at-cuts.ts';
import { ndcgAt } from '../../../src/metrics/ranking/ndcg.ts';

/** A user who wanted one item and found it at a place; 20 items were shown. */
const wanting = (place: number): Judged => ({
  items: Int32Array.from({ length: 20 }, (_, i) => i),
  gains: Float64Array.from({ length: 20 }, (_, i) => Number(i === place)),
  wanted: Int32Array.of(place),
  ideal: Float64Array.of(1),
  before: Float64Array.of(place),
  candidates: 40,
  past: new Int32Array(place),
});

test('a longer list finds more, and each length says so by its name', () => {
  const known = {
    items: 40,
    users: 4,
    popularity: new Int32Array(40).fill(1),
    byPopularity: Int32Array.from({ length: 40 }, (_, i) => i),
    similarity: () => 0,
  };
  const judged = [0, 2, 9, 19].map(wanting);
  const options = { samples: 50, level: 0.95, seed: 1 };
  const found = measuresAtCuts(judged, { metric: ndcgAt, k: 10 }, 20, known, options);
  expect(found.lengths).toEqual([1, 2, 3, 5, 10, 20]);
  expect(found.lengths.map((k) => found.metrics[`hitRateAt${k}`]!.value)).toEqual([
    0.25, 0.25, 0.5, 0.5, 0.75, 1,
  ]);
  expect(found.lengths.map((k) => found.metrics[`coverageAt${k}`]!.value)).toEqual(
    found.lengths.map((k) => k / 40),
  );
  const nobody = found.slices.find(({ value }) => value === 'none')!;
  expect(nobody.metrics.ndcgAt1!.value).toBe(1);
});
