import type { Reranker } from '../contracts/reranker.ts';

/** Every reranker there is. Adding one costs its file, its test and a line here. */
export const rerankers: readonly Reranker[] = [];
