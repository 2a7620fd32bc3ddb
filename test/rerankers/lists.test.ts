import { describe, expect, test } from 'vitest';
import { random } from '../../src/kernels/random.ts';
import { calibrated } from '../../src/rerankers/calibrated.ts';
import { dpp } from '../../src/rerankers/dpp.ts';
import { explore } from '../../src/rerankers/explore.ts';
import { freshness } from '../../src/rerankers/freshness.ts';
import { nearDuplicates } from '../../src/rerankers/near-duplicates.ts';
import { categoryColumn } from '../../src/table/column.ts';
import { catalogueOf, contextOf, emptyQuery, ranked } from './made-context.ts';

const bare = catalogueOf(100, {});

test('freshness: an item of the half-life gets half of the lift, one of unknown age none', () => {
  const day = 86_400_000;
  const catalogue = { ...bare, addedAt: bare.addedAt.map((_, i) => [0, 90, 100, Number.NaN][i]! * day) };
  const context = contextOf(catalogue, { query: { ...emptyQuery, now: 100 * day } });
  const { item, score } = freshness.rerank(ranked(3, 0, 1, 2), context, { halfLifeDays: 10, strength: 0.8 });
  expect([...item]).toEqual([3, 2, 1, 0]);
  expect(score[1]).toBeCloseTo(0.8, 12);
  expect(score[2]).toBeCloseTo(1 / 3 + 0.4, 12);
  expect(freshness.rerank(ranked(3, 0), contextOf(catalogue), { halfLifeDays: 1, strength: 1 }).item[0]).toBe(
    3,
  );
});

test('near-duplicates shows one of each kind, best first, and doubles only when nothing else is left', () => {
  const { item } = nearDuplicates.rerank(ranked(7, 14, 1, 8, 2), contextOf(bare, { k: 3 }), {
    likeness: 0.9,
  });
  expect([...item]).toEqual([7, 1, 2, 14, 8]);
});

test('dpp stops when nothing adds volume, and leaves the rest as it was', () => {
  const alike = contextOf(bare, { similarity: () => 1 });
  expect([...dpp.rerank(ranked(4, 2, 9), alike, { relevance: 0.5, depth: 10 }).item]).toEqual([4, 2, 9]);
});

test('calibrated gives somebody who likes two kinds both of them', () => {
  const kind = categoryColumn(
    Int32Array.from({ length: 100 }, (_, i) => i % 2),
    ['even', 'odd'],
  );
  const query = {
    ...emptyQuery,
    length: 4,
    item: Int32Array.of(50, 52, 54, 51),
    weight: Float32Array.of(1, 1, 1, 1),
  };
  const context = contextOf(catalogueOf(100, { kind }), { k: 8, query });
  const list = ranked(...Array.from({ length: 20 }, (_, i) => 2 * i), 1, 3, 5);
  const { item } = calibrated.rerank(list, context, {
    attribute: 'kind',
    strength: 0.98,
    depth: 100,
    separator: '|',
  });
  expect([...item.subarray(0, 8)].filter((i) => i % 2 === 1)).toHaveLength(2);
});

describe('explore', () => {
  const params = { chance: 0.3, every: 2, pool: 6, favour: 'untried' as const, below: 0, by: '' };
  const popularity = Float32Array.from({ length: 100 }, (_, i) => i * i);
  const list = ranked(...Array.from({ length: 14 }, (_, i) => i));
  const at = (seed: number, over = {}) => {
    const chances = random(seed);
    const drawn = Array.from({ length: 20 }, () => chances());
    const context = contextOf(bare, { k: 6, popularity, chance: (draw) => drawn[draw]! });
    return explore.rerank(list, context, { ...params, ...over });
  };

  test('changes every so many places, and those behind the first k, only', () => {
    const met = new Set<number>();
    for (let seed = 0; seed < 200; seed++)
      at(seed).item.forEach((item, place) => {
        if (item !== place) met.add(place);
      });
    expect([...met].sort((a, b) => a - b)).toEqual([1, 3, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('the chance that it tells is how often each item stands in its place', () => {
    const runs = 10_000;
    const count = new Map<string, number>();
    const told = new Map<string, number>();
    for (let seed = 0; seed < runs; seed++) {
      const { item, propensity } = at(seed);
      item.forEach((it, place) => {
        const key = `${it} at ${place}`;
        count.set(key, (count.get(key) ?? 0) + 1);
        told.set(key, propensity![place]!);
      });
    }
    for (const [key, p] of told) {
      const deviation = Math.sqrt((p * (1 - p)) / runs);
      expect(Math.abs(count.get(key)! / runs - p), key).toBeLessThanOrEqual(4.5 * deviation);
    }
    // Least is known of item 6 among those that place 1 draws from (6 and 9).
    expect(told.get('6 at 1')!).toBeGreaterThan(told.get('9 at 1')!);
  });

  test('never explores at chance 0, always at 1, and draws all alike where asked to', () => {
    expect([...at(3, { chance: 0 }).item]).toEqual([...list.item]);
    const always = at(3, { chance: 1, favour: 'any' });
    expect([1, 3, 5].every((place) => always.item[place]! >= 6)).toBe(true);
    expect([1, 3, 5].map((place) => always.propensity![place])).toEqual([0.5, 0.5, 0.5]);
  });
});
