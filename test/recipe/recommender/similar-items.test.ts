import { expect, test } from 'vitest';
import type { VectorSearch } from '../../../src/contracts/recommend-design.ts';
import type { OpenRetriever } from '../../../src/contracts/retriever.ts';
import type { VectorIndexes } from '../../../src/ports/vector-index.ts';
import { similarItems } from '../../../src/recipe/recommender/similar-items.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';

/** Items are the more alike the nearer their numbers are. */
const near: OpenRetriever = {
  items: 100,
  score: () => {},
  vectors: { size: 1, ofItems: Float32Array.from({ length: 100 }, (_, i) => i), ofQuery: () => false },
  similar: (item, { size }, out) => {
    for (let i = 0; i < size; i++) out[i] = i < 100 ? -Math.abs(i - item) : -Infinity;
  },
};
const asked: number[] = [];
const indexes = (from: number, ready = true): VectorIndexes => ({
  from,
  over: (vectors) => ({
    nearest([at], item, score) {
      asked.push(at!);
      if (!ready) return null;
      // Marked by its scores, so that it can be told where an answer is from.
      const order = [...vectors.keys()].sort((a, b) => Math.abs(a - at!) - Math.abs(b - at!) || a - b);
      order.slice(0, item.length).forEach((it, i) => {
        item[i] = it;
        score[i] = 1000 - i;
      });
      return Math.min(item.length, order.length);
    },
  }),
});
const catalogue = bareCatalogue(102);
const without = (...items: number[]): Uint8Array => {
  const excluded = new Uint8Array(102);
  for (const item of items) excluded[item] = 1;
  return excluded;
};
function found(from: number, excluded: Uint8Array, item = 50, ready = true, how: VectorSearch = 'auto') {
  asked.length = 0;
  const best = similarItems([near], { how, budgetMs: 1e-6, indexes: indexes(from, ready) })(
    item,
    catalogue,
    4,
    excluded,
  );
  return { items: [...best.item.subarray(0, best.length)], indexed: best.score[0]! > 0 };
}

test('large tables are searched by the index, small ones are looked at whole', () => {
  expect(found(100, without(50))).toEqual({ items: [49, 51, 48, 52], indexed: true });
  expect(found(101, without(50))).toEqual({ items: [49, 51, 48, 52], indexed: false });
  expect(asked).toEqual([]);
});

test('what is excluded is passed over; where too little is left, all are looked at', () => {
  expect(found(10, without(50, 49, 52))).toEqual({ items: [51, 48, 47, 53], indexed: true });
  expect(found(10, without(50, 49, 51, 48, 52, 47, 53))).toEqual({ items: [46, 54, 45, 55], indexed: false });
});

test('an index that is still being built, and an item that came since, are no error', () => {
  expect(found(10, without(50), 50, false)).toEqual({ items: [49, 51, 48, 52], indexed: false });
  expect(asked).toEqual([50]);
  expect(found(10, without(101), 101)).toMatchObject({ items: [99, 98, 97, 96], indexed: false });
});
