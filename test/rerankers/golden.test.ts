import { describe, expect, test } from 'vitest';
import type { Reranker } from '../../src/contracts/reranker.ts';
import { calibrated } from '../../src/rerankers/calibrated.ts';
import { dpp } from '../../src/rerankers/dpp.ts';
import { mmr } from '../../src/rerankers/mmr.ts';
import { textColumn } from '../../src/table/column.ts';
import golden from '../golden/rerankers/rerankers.json' with { type: 'json' };
import { catalogueOf, contextOf } from './made-context.ts';

const size = golden.score.length;
const list = { item: Int32Array.from({ length: size }, (_, i) => i), score: Float64Array.from(golden.score) };
const catalogue = catalogueOf(size, { genres: textColumn(golden.genres.map((of) => of.join('|'))) });
const context = contextOf(catalogue, {
  k: golden.k,
  similarity: (a, b) => golden.similarity[a]![b]!,
  query: {
    length: golden.history.length,
    item: Int32Array.from(golden.history),
    weight: Float32Array.from(golden.weights),
    at: new Float64Array(golden.history.length),
    now: Number.NaN,
    context: {},
  },
});
const first = <P>(reranker: Reranker<P>, params: P): number[] => [
  ...reranker.rerank(list, context, params).item.subarray(0, golden.k),
];

describe('the same order as the definition gives, in numpy', () => {
  test.each(Object.entries(golden.mmr))('mmr, lambda %s', (lambda, expected) => {
    expect(first(mmr, { relevance: Number(lambda), depth: 100 })).toEqual(expected);
  });
  test.each(Object.entries(golden.dpp))('dpp, theta %s', (theta, expected) => {
    expect(first(dpp, { relevance: Number(theta), depth: 100 })).toEqual(expected);
  });
  test.each(Object.entries(golden.calibrated))('calibrated, lambda %s', (lambda, expected) => {
    const params = { attribute: 'genres', strength: Number(lambda), depth: 100, separator: '|' };
    expect(first(calibrated, params)).toEqual(expected);
  });
});
