import type { Kernels } from '../../contracts/kernels.ts';
import { NEVER, type OpenRetriever } from '../../contracts/retriever.ts';
import { topK } from '../../kernels/top-k.ts';
import { openBestProducts } from './best-products.ts';

type Vectors = NonNullable<OpenRetriever['vectors']>;

/**
 * Score by the product of an item's vector with that of a query, and likeness of items by the cosine of theirs.
 *
 * factors [items x size], size a multiple of 4. Where a query has no vector nothing is given; items of which nothing is
 * known have a vector of zeros, and are like none. O(items x size).
 */
export function openInnerProducts(
  factors: Float32Array,
  size: number,
  ofQuery: Vectors['ofQuery'],
  kernels: Kernels,
): Required<Pick<OpenRetriever, 'items' | 'score' | 'best' | 'similar' | 'vectors'>> {
  const items = factors.length / size;
  const ofItems = kernels.f32(factors.length);
  ofItems.set(factors);
  const vector = kernels.f32(size);
  const products = kernels.f32(items);
  const multiply = kernels.bind('rowProducts', vector, size, ofItems, 0, items, products);
  const { find, lengths } = openBestProducts(ofItems, size, kernels);
  return {
    items,
    vectors: { size, ofItems, ofQuery },
    score(query, catalogue, out) {
      out.fill(NEVER, 0, catalogue.size);
      if (!ofQuery(query, catalogue, vector)) return;
      multiply();
      out.set(products);
    },
    best(query, catalogue, excluded, best) {
      best.length = 0;
      if (!ofQuery(query, catalogue, vector) || find(vector, excluded, best)) return;
      multiply();
      topK(products, items, excluded, best);
    },
    similar(item, { size: all }, out) {
      out.fill(NEVER, 0, all);
      if (item >= items) return;
      vector.set(ofItems.subarray(item * size, (item + 1) * size));
      multiply();
      for (let i = 0; i < items; i++) {
        const both = lengths[item]! * lengths[i]!;
        out[i] = both > 0 ? products[i]! / both : 0;
      }
    },
  };
}
