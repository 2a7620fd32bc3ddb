import type { Failure } from '../errors/fail.ts';
import type { Catalogue } from '../table/catalogue.ts';
import type { ParamSpecs } from './params.ts';
import type { Query } from './retriever.ts';

/** Items in an order, best first. Lists are never changed: a step gives a new one. */
export interface Ranked {
  /** [length] */
  readonly item: Int32Array;
  /** [length] in any unit, falling; after a step that moved items by rule they may not fall. */
  readonly score: Float64Array;
}

/** What a reranker may look at besides the list. */
export interface RerankContext {
  readonly query: Query;
  readonly catalogue: Catalogue;
  /** How many will be shown: items further down matter only where others make room. */
  readonly k: number;
  /** [catalogue.size] events of each item at training, for exposure and novelty. */
  readonly popularity: Float32Array;
  /** Likeness of two items, 0 (nothing) .. 1 (the same): of vectors where there are some, else of attributes. */
  similarity(a: number, b: number): number;
  /** A number in [0, 1) that is the same for the same slate and draw: all that happens by chance, comes from here. */
  chance(draw: number): number;
}

/** What a step came to. */
export interface Reranked extends Ranked {
  /** [length] the chance with which each stands where it does, where the step drew: 1 where it did not; absent = no draw. */
  readonly propensity?: Float64Array;
}

/** A step that changes the order of a list, or leaves items out. It never brings in an item that is not there. */
export interface Reranker<P = unknown> {
  readonly room: 'rerankers';
  readonly name: string;
  readonly version: number;
  /** With the paper that it comes from. */
  readonly about: string;
  readonly params: ParamSpecs;
  /** Its parameter `factors`, one for each of `attributes`, is learned from pages that were shown, where it is left out. */
  readonly learnsFactors?: true;
  /** What is wrong with params in view of the attributes that items have; a design is refused then. */
  check?(params: P, attributes: Catalogue['attributes']): readonly Failure[];
  /** O(list) or more, see each. Deterministic. Items that are gone or unknown to it keep their relative order. */
  rerank(list: Ranked, context: RerankContext, params: P): Reranked;
}
