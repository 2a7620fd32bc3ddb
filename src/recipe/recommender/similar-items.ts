import type { OpenRetriever } from '../../contracts/retriever.ts';
import { type Best, roomForBest, topK } from '../../kernels/top-k.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import { indexOver, type SearchPlan } from './vector-search.ts';

/** The k items most like one, of those whose place in `excluded` is 0; none where nobody knows. */
export type SimilarItems = (item: number, catalogue: Catalogue, k: number, excluded: Uint8Array) => Best;

/**
 * Ask the first retriever that knows. Large tables of vectors are searched by an index where there is one; it does not
 * know what is excluded, so it is asked for more than k, and where too few of these are left all vectors are looked at.
 */
export function similarItems(retrievers: readonly OpenRetriever[], plan: SearchPlan | null): SimilarItems {
  const knowing = retrievers
    .filter((retriever) => retriever.similar !== undefined)
    .map((retriever) => ({ retriever, index: indexOver(retriever, plan) }));
  let scores = new Float32Array(0);
  return (item, catalogue, k, excluded) => {
    const best = roomForBest(k);
    for (const { retriever, index } of knowing) {
      if (index !== null && item < retriever.items && fromIndex(index, retriever, item, excluded, best))
        break;
      if (scores.length < catalogue.size) scores = new Float32Array(catalogue.size);
      retriever.similar!(item, catalogue, scores);
      topK(scores, catalogue.size, excluded, best);
      if (best.length > 0) break;
    }
    return best;
  };
}

/** Fill `best` from the index; answers false where it could not be filled. */
function fromIndex(
  index: VectorIndex,
  { vectors }: OpenRetriever,
  item: number,
  excluded: Uint8Array,
  best: Best,
): boolean {
  const k = best.item.length;
  const { size, ofItems } = vectors!;
  // One of those found is the item itself.
  const found = roomForBest(2 * k + 1);
  const vector = ofItems.subarray(item * size, (item + 1) * size);
  const count = index.nearest(vector, found.item, found.score);
  best.length = 0;
  for (let i = 0; i < (count ?? 0) && best.length < k; i++) {
    if (excluded[found.item[i]!] !== 0) continue;
    best.item[best.length] = found.item[i]!;
    best.score[best.length++] = found.score[i]!;
  }
  return best.length === k;
}
