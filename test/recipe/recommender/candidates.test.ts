import { describe, expect, test } from 'vitest';
import { NEVER, type OpenRetriever, type Query } from '../../../src/contracts/retriever.ts';
import { kilometres } from '../../../src/kernels/kilometres.ts';
import { candidateFeatures } from '../../../src/recipe/recommender/candidate-features.ts';
import { candidateFinder } from '../../../src/recipe/recommender/candidates.ts';
import { bareCatalogue, itemsOf } from '../../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';
import { matrixColumn } from '../../../src/table/matrix.ts';

const DAY_MS = 86_400_000;

/** A retriever that always says the same of the first items. */
const fixed = (scores: readonly number[], sparse: boolean): OpenRetriever => ({
  items: scores.length,
  score: (_, { size }, out) => out.fill(NEVER, 0, size).set(scores),
  ...(sparse && {
    sparse(_: Query, __: unknown, item: Int32Array, score: Float32Array) {
      const known = [...scores.keys()].filter((i) => scores[i]! > NEVER).reverse();
      item.set(known);
      score.set(known.map((i) => scores[i]!));
      return known.length;
    },
  }),
});

const query: Query = {
  length: 3,
  item: Int32Array.of(0, 1, 4),
  weight: Float32Array.of(1, 1, -1),
  at: Float64Array.of(0, DAY_MS, 2 * DAY_MS),
  now: 5 * DAY_MS,
  context: { genre: 'b', year: 2005, lat: 52.52, lon: 13.405 },
};

describe('candidates', () => {
  test.each([true, false])('are the best of each retriever, each once (sparse: %s)', (sparse) => {
    const finder = candidateFinder(
      [fixed([5, 4, 3, 2, NEVER], sparse), fixed([NEVER, NEVER, 1, 9, NEVER], sparse)],
      2,
    );
    const excluded = Uint8Array.of(1, 0, 0, 0, 0, 0);
    for (let again = 0; again < 2; again++) {
      const { item, sources } = finder.find(query, bareCatalogue(6), excluded);
      expect([...item]).toEqual([1, 2, 3]);
      expect(sources.map(({ place }) => [...place])).toEqual([
        [0, 1, -1],
        [-1, 1, 0],
      ]);
      expect(sources.map(({ score }) => [...score])).toEqual([
        [4, 3, 0],
        [0, 1, 9],
      ]);
      // From the best to what would follow the last: of 4, 3 that is 2.5.
      expect([...sources[0]!.level]).toEqual([1, 1 - 1 / 1.5, 0]);
    }
  });

  test('of equal scores are all on the highest level, and none where nothing is found', () => {
    const finder = candidateFinder([fixed([2, 2], false), fixed([NEVER, NEVER], false)], 5);
    const { item, sources } = finder.find(query, bareCatalogue(2), new Uint8Array(2));
    expect([...item]).toEqual([0, 1]);
    expect([...sources[0]!.level]).toEqual([1, 1]);
    expect([...sources[1]!.place]).toEqual([-1, -1]);
  });
});

test('features tell of sources, item, user and their crosses', () => {
  const schema = [
    { name: 'genre', type: 'nominal', dictionary: ['a', 'b'] },
    { name: 'year', type: 'continuous' },
    { name: 'title', type: 'text' },
    { name: 'opens', type: 'timestamp' },
    { name: 'lat', type: 'continuous' },
    { name: 'lon', type: 'continuous' },
  ] as const;
  const columns = new Map<string, Column>([
    ['genre', categoryColumn(Int32Array.of(0, 1, 0, -1, 1), ['a', 'b'])],
    ['year', numberColumn(Float64Array.of(1990, 2000, 2010, Number.NaN, 2020))],
    ['title', textColumn(['', '', '', '', ''])],
    ['opens', numberColumn(Float64Array.of(0, 0, 7 * DAY_MS, 4 * DAY_MS, Number.NaN))],
    ['lat', numberColumn(Float64Array.of(Number.NaN, Number.NaN, 48.8566, 0, Number.NaN))],
    ['lon', numberColumn(Float64Array.of(Number.NaN, Number.NaN, 2.3522, 0, Number.NaN))],
  ]);
  const addedAt = Float64Array.of(0, 0, 4 * DAY_MS, Number.NaN, 9 * DAY_MS);
  const catalogue = itemsOf({ rows: 5, schema, columns }, addedAt);
  const popularity = Float32Array.of(10, 3, 0);
  const candidates = candidateFinder([fixed([NEVER, NEVER, 3, 2, 1], false)], 5).find(
    query,
    catalogue,
    new Uint8Array(5),
  );
  const features = candidateFeatures(['one'], catalogue.attributes, popularity);
  const rows = features.of(candidates, query, catalogue);
  const told = Object.fromEntries(
    features.columns.map(({ name }, c) => [name, [...matrixColumn(rows, c).values]]),
  );
  const nan = Number.NaN;
  const of = (value: number) => [value, value, value];
  expect(told).toEqual({
    'score:one': [...candidates.sources[0]!.level],
    'place:one': [0, Math.log1p(1), Math.log1p(2)],
    'item:popularity': [0, 0, 0],
    'item:ageDays': [1, nan, 0],
    'user:events': of(Math.log1p(3)),
    'user:daysSinceLast': of(3),
    'user:popularity': of((Math.log1p(10) + Math.log1p(3)) / 3),
    // The sixth day of 1970, a Tuesday, at midnight.
    'moment:hour': of(0),
    'moment:weekday': of(1),
    // He was for items 0 (a) and 1 (b), and against item 4.
    'affinity:genre': [0.5, nan, 0.5],
    'match:genre': [0, nan, 1],
    'item:year': [2010, nan, 2020],
    'distance:year': [15, nan, 25],
    'gap:year': [5, nan, 15],
    'until:opens': [2, -1, nan],
    'item:lat': [48.8566, 0, nan],
    'distance:lat': of(nan),
    'gap:lat': [48.8566 - 52.52, -52.52, nan],
    'item:lon': [2.3522, 0, nan],
    'distance:lon': of(nan),
    'gap:lon': [2.3522 - 13.405, -13.405, nan],
    kilometres: [kilometres(52.52, 13.405, 48.8566, 2.3522), kilometres(52.52, 13.405, 0, 0), nan],
  });
});
