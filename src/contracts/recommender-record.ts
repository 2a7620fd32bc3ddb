import type { VectorSearch } from './recommend-design.ts';
import type { AheadComparison, MixChoice, RecommendEvaluation } from './recommend-evaluation.ts';
import type { RecommenderManifest } from './recommender.ts';

/** What a run measured of a recommender; lies beside its manifest and names it. The twin of `TrainedModel`. */
export interface RecommenderRecord {
  readonly format: 1;
  readonly kind: 'recommend';
  /** sha256 of the manifest. */
  readonly sha256: string;
  readonly manifest: RecommenderManifest;
  /** On test events, which chose nothing. */
  readonly evaluation: RecommendEvaluation;
  /** On validation events. */
  readonly choice: MixChoice;
  /** Of all retrievers of the mix, in the end. */
  readonly fitSeconds: number;
  /** What slates lose that are made ahead; absent where there is nobody to tell by. */
  readonly ahead?: AheadComparison;
  /** How vectors are searched in service; absent where there are none, and in versions from before it was told. */
  readonly vectorSearch?: VectorSearchFacts;
  /** Median time of one slate of ten, in this process. */
  readonly slateMicros: number;
  /** What each retriever costs by itself, in the order of the manifest; absent in versions from before it was measured. */
  readonly retrieverCosts?: readonly RetrieverCost[];
  /** Manifest, tensors and histories. */
  readonly bytes: number;
  /** Users whose slates were compared with those after reloading, and how many of them differed: more than 0 fails the run. */
  readonly parity: { readonly users: number; readonly reloaded: number };
}

/** How the vectors of a retriever are searched in service. */
export interface VectorSearchFacts {
  readonly retriever: string;
  /** As the design says. */
  readonly how: VectorSearch;
  readonly vectors: number;
  readonly size: number;
  /** By an index: share of the k nearest that looking at all finds; absent = all are looked at, or the index took too long. */
  readonly similar?: { readonly k: number; readonly recall: number };
  readonly candidates?: { readonly k: number; readonly recall: number };
}

export interface RetrieverCost {
  /** Median time to find its candidates for a user, in this process. */
  readonly micros: number;
  /** Of what it learned. */
  readonly bytes: number;
}
