import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import type { RerankContext } from '../../src/contracts/reranker.ts';
import { rerankers } from '../../src/rerankers/index.ts';
import { categoryColumn, MISSING, numberColumn, textColumn } from '../../src/table/column.ts';
import { catalogueOf, contextOf, ranked } from '../rerankers/made-context.ts';

/** What every reranker of the room must keep to. Attributes that it names are found by what its parameters are called. */
const SIZE = 60;
const codes = Int32Array.from({ length: SIZE }, (_, i) => (i % 11 === 0 ? MISSING : i % 3));
const numbers = Float64Array.from({ length: SIZE }, (_, i) => (i % 13 === 0 ? Number.NaN : i % 5));
const texts = Array.from({ length: SIZE }, (_, i) => (i % 9 === 0 ? null : i % 2 === 0 ? 'de|fr' : 'en'));
const catalogue = {
  ...catalogueOf(SIZE, {
    kind: categoryColumn(codes, ['a', 'b', 'a|c']),
    price: numberColumn(numbers),
    region: textColumn(texts),
  }),
  addedAt: Float64Array.from({ length: SIZE }, (_, i) => (i % 4 === 0 ? Number.NaN : i * 1e8)),
};
const context = contextOf(catalogue, {
  query: {
    length: 3,
    item: Int32Array.of(1, 2, 4),
    weight: Float32Array.of(1, 2, -1),
    at: Float64Array.of(1, 2, 3),
    now: 3,
    context: { country: 'de', language: 'en', device: null },
  },
  popularity: Float32Array.from({ length: SIZE }, (_, i) => i),
});
const everything = fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { maxLength: SIZE });

describe.each(rerankers.map((reranker) => ({ name: reranker.name, reranker })))('$name', ({ reranker }) => {
  const named = (attribute: string, more = {}) => ({
    ...('attribute' in reranker.params && { attribute }),
    ...more,
  });
  const choices = Object.entries(reranker.params).flatMap(([param, spec]) =>
    spec.type === 'choice' ? spec.choices.map((choice) => named('kind', { [param]: choice })) : [],
  );
  const settings = [
    named('kind'),
    named('region', 'is' in reranker.params ? { is: ['de', 'it'] } : {}),
    named('price', 'from' in reranker.params && 'to' in reranker.params ? { from: 1, to: 3 } : {}),
    ...('stock' in reranker.params
      ? [{ country: 'region', language: 'region', stock: 'price', from: 'price', until: 'price' }]
      : []),
    ...choices,
  ].map((given) => resolveParams(reranker.name, reranker.params, given));

  test('describes itself, and its settings keep its own rules', () => {
    expect(reranker.room).toBe('rerankers');
    expect(reranker.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(reranker.about).toMatch(/^[A-Z].*\.$/);
    for (const { params, failures } of settings)
      expect([...failures, ...(reranker.check?.(params, catalogue.attributes) ?? [])]).toEqual([]);
  });

  test('never brings in an item, never shows one twice, and keeps scores with their items', () => {
    fc.assert(
      fc.property(everything, fc.integer({ min: 1, max: SIZE }), (items, k) => {
        for (const { params } of settings) {
          const out = reranker.rerank(ranked(...items), { ...context, k }, params);
          expect(new Set(out.item).size).toBe(out.item.length);
          expect([...out.item].filter((item) => !items.includes(item))).toEqual([]);
          expect(out.score).toHaveLength(out.item.length);
          expect(out.score.every(Number.isFinite)).toBe(true);
          if (out.propensity === undefined) continue;
          expect(out.propensity).toHaveLength(out.item.length);
          expect(out.propensity.every((p) => p >= 0 && p <= 1)).toBe(true);
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  test('gives the same for the same, and changes nothing that it is given', () => {
    const items = Array.from({ length: SIZE }, (_, i) => (i * 7) % SIZE);
    for (const { params } of settings) {
      const list = ranked(...items);
      const given = structuredClone({ list, query: context.query, catalogue });
      const first = reranker.rerank(list, context, params);
      expect(reranker.rerank(list, context, params)).toEqual(first);
      expect({ list, query: context.query, catalogue }).toEqual(given);
    }
  });

  test('takes no item, one item, and scores that are all the same or infinite', () => {
    for (const { params } of settings) {
      const rerank = (items: number[], score: number) =>
        reranker.rerank(
          { item: Int32Array.from(items), score: new Float64Array(items.length).fill(score) },
          context,
          params,
        );
      expect([...rerank([], 1).item]).toEqual([]);
      expect([...rerank([5], 1).item].every((item) => item === 5)).toBe(true);
      for (const score of [0, -Infinity]) expect(rerank([5, 7, 9], score).item.length).toBeLessThanOrEqual(3);
    }
  });

  test('takes items of which nothing is known, at a time that nobody knows', () => {
    const bare: RerankContext = { ...contextOf(catalogueOf(SIZE, {})), k: 5 };
    for (const { params } of settings) {
      const { item } = reranker.rerank(ranked(9, 8, 3, 1), bare, params);
      expect([...item].sort()).toEqual([1, 3, 8, 9]);
    }
  });

  test('refuses parameters that break a rule, or name an attribute that items do not have', () => {
    const { failures } = resolveParams(reranker.name, reranker.params, { nonsense: 1 });
    expect(failures).toHaveLength(1);
    if (!('attribute' in reranker.params)) return;
    for (const [attribute, says] of [
      ['', 'must name an attribute'],
      ['pric', 'Did you mean "price"?'],
    ] as const) {
      const { params } = resolveParams(reranker.name, reranker.params, { attribute });
      expect(reranker.check!(params, catalogue.attributes).map((f) => f.message)).toEqual([
        expect.stringContaining(says),
      ]);
    }
  });
});
