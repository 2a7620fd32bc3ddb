import type { Ranked, RerankContext } from '../../src/contracts/reranker.ts';
import type { Query } from '../../src/contracts/retriever.ts';
import { random } from '../../src/kernels/random.ts';
import type { Catalogue } from '../../src/table/catalogue.ts';
import { type Column, columnRows } from '../../src/table/column.ts';
import { formOf } from '../../src/table/schema.ts';

/** Items with these attributes; all live, added at unknown times. */
export function catalogueOf(size: number, columns: Readonly<Record<string, Column>>): Catalogue {
  const types = { number: 'continuous', category: 'nominal', text: 'text' } as const;
  const schema = Object.entries(columns).map(([name, column]) => {
    if (columnRows(column) !== size || formOf(types[column.form]) !== column.form) throw new Error(name);
    return { name, type: types[column.form] };
  });
  return {
    size,
    attributes: { rows: size, schema, columns: new Map(Object.entries(columns)) },
    addedAt: new Float64Array(size).fill(Number.NaN),
    live: new Uint8Array(size).fill(1),
  };
}

export const emptyQuery: Query = {
  length: 0,
  item: new Int32Array(0),
  weight: new Float32Array(0),
  at: new Float64Array(0),
  now: Number.NaN,
  context: {},
};

/** A context in which nothing is known but what is given; items are alike where they are equal modulo 7. */
export function contextOf(catalogue: Catalogue, over: Partial<RerankContext> = {}): RerankContext {
  return {
    query: emptyQuery,
    catalogue,
    k: 10,
    popularity: new Float32Array(catalogue.size),
    similarity: (a, b) => (a === b ? 1 : a % 7 === b % 7 ? 0.99 : 0),
    chance: (draw) => random(draw + 1)(),
    ...over,
  };
}

/** Items in this order, scores falling by 1. */
export const ranked = (...items: number[]): Ranked => ({
  item: Int32Array.from(items),
  score: Float64Array.from(items, (_, i) => items.length - i),
});
