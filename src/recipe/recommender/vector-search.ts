import type { RecommendDesign, VectorSearch } from '../../contracts/recommend-design.ts';
import type { OpenRetriever } from '../../contracts/retriever.ts';
import type { VectorIndex, VectorIndexes } from '../../ports/vector-index.ts';

/** How a design has vectors searched, and by what. */
export interface SearchPlan {
  readonly how: VectorSearch;
  /** Longest time that an answer may take, ms. */
  readonly budgetMs: number;
  /** Null = there are no indexes here: all vectors are looked at. */
  readonly indexes: VectorIndexes | null;
}

/** Where no design says. */
const USUAL = { vectorSearch: 'auto', budgetMs: 100 } as const;

/** The plan of what a design says of serving. */
export const searchPlanOf = (
  indexes: VectorIndexes | null,
  serving: Pick<RecommendDesign['serving'], 'vectorSearch' | 'budgetMs'> = USUAL,
): SearchPlan => ({ how: serving.vectorSearch ?? USUAL.vectorSearch, budgetMs: serving.budgetMs, indexes });

/** Numbers of vectors that looking at all goes through in a millisecond of one core (bench/recommend/similar.bench.ts). */
const NUMBERS_A_MS = 4.7e6;
/** Part of the time of an answer that looking at all vectors may take. */
const SHARE_OF_BUDGET = 0.01;

/**
 * Whether vectors are searched by an index: where it is the quicker of the two, and the design either asks for it or leaves
 * it open, and looking at all would take more than a hundredth of the time of an answer.
 */
export function wantsIndex({ how, budgetMs, indexes }: SearchPlan, vectors: number, size: number): boolean {
  if (indexes === null || how === 'exact' || vectors < indexes.from) return false;
  return how === 'approximate' || (vectors * size) / NUMBERS_A_MS > SHARE_OF_BUDGET * budgetMs;
}

/** The index for items like one; null = all vectors are looked at. */
export function indexOver({ vectors, items }: OpenRetriever, plan: SearchPlan | null): VectorIndex | null {
  if (vectors === undefined || plan === null || !wantsIndex(plan, items, vectors.size)) return null;
  return plan.indexes!.over(vectors.ofItems, vectors.size);
}
