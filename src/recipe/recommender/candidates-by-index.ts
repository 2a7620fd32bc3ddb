import type { OpenRetriever, Query } from '../../contracts/retriever.ts';
import { rowProducts } from '../../kernels/row-products.ts';
import { type Best, roomForBest, topKOf } from '../../kernels/top-k.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import { type SearchPlan, wantsIndex } from './vector-search.ts';

/** Finds most of the best; answers false where it cannot: then the retriever looks at all. */
export type FindMost = (query: Query, catalogue: Catalogue, excluded: Uint8Array, best: Best) => boolean;

/**
 * Candidates of a retriever that scores by inner products, by an index: most of the best, with their scores as the
 * retriever gives them. Null where the design has all looked at, which it does unless it asks for 'approximate': what an
 * index finds hangs on whether it is built already, so that a slate cannot be made again to the last bit.
 *
 * Indexes know cosines. A vector gets one more place, such that all are equally long, and that of the query a 0 there: then
 * the order by cosine is that by product. Source: Bachrach et al. 2014, "Speeding up the Xbox recommender system using a
 * Euclidean transformation for inner-product spaces".
 */
export function candidatesByIndex(
  { vectors, items }: OpenRetriever,
  plan: SearchPlan | null,
  most: number,
): FindMost | null {
  if (vectors === undefined || plan?.how !== 'approximate' || !wantsIndex(plan, items, vectors.size))
    return null;
  const { size, ofItems, ofQuery } = vectors;
  const index = plan.indexes!.over(equallyLong(ofItems, size), size + 1);
  const point = new Float32Array(size + 1);
  // What was met already is found as well, and left out.
  const found = roomForBest(Math.min(items, 2 * most));
  const products = new Float32Array(items);
  return (query, catalogue, excluded, best) => {
    if (!ofQuery(query, catalogue, point.subarray(0, size))) return false;
    const count = index.nearest(point, found.item, found.score);
    if (count === null) return false;
    for (let i = 0; i < count; i++) {
      const it = found.item[i]!;
      rowProducts(point, size, ofItems, it, it + 1, products);
      found.score[i] = products[it]!;
    }
    topKOf(found.item, found.score, count, excluded, best);
    return best.length === best.item.length;
  };
}

/** [items x (size + 1)] the vectors, and after each what makes it as long as the longest. */
function equallyLong(vectors: Float32Array, size: number): Float32Array {
  const items = vectors.length / size;
  const squared = Float64Array.from({ length: items }, (_, i) => {
    let sum = 0;
    for (let f = i * size; f < (i + 1) * size; f++) sum += vectors[f]! ** 2;
    return sum;
  });
  const longest = squared.reduce((most, one) => Math.max(most, one), 0);
  const out = new Float32Array(items * (size + 1));
  for (let i = 0; i < items; i++) {
    out.set(vectors.subarray(i * size, (i + 1) * size), i * (size + 1));
    out[i * (size + 1) + size] = Math.sqrt(longest - squared[i]!);
  }
  return out;
}
