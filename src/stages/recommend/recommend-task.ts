import type { StepChoice } from '../../contracts/design.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { RecommendData } from '../../contracts/recommend-data.ts';
import type {
  ImpressionChoice,
  Negatives,
  RankerChoice,
  RetrieverChoice,
} from '../../contracts/recommend-design.ts';
import type { Cut } from '../../explain/ranking/measure-lists.ts';
import type { ShownList } from '../../explain/ranking/shown-lists.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Progress } from '../../ports/progress.ts';
import type { VectorIndexes } from '../../ports/vector-index.ts';
import type { EventSplit } from '../../splitters/events/parts.ts';

/** All that a recommender is trained by. */
export interface RecommendTask {
  readonly system: string;
  /** Without its events, which `split` holds in parts. */
  readonly data: Pick<RecommendData, 'itemIds' | 'catalogue' | 'users'>;
  readonly split: EventSplit;
  readonly retrievers: readonly RetrieverChoice[];
  readonly ranker: RankerChoice;
  /** What a ranker learns from besides what was wanted; absent = candidates by chance, each alike. */
  readonly negatives?: Negatives;
  /** What users were shown after training, and what undoes that some places are looked at more; absent = nobody noted it. */
  readonly shown?: {
    readonly correction: ImpressionChoice['correction'];
    readonly validation: readonly ShownList[];
    readonly test: readonly ShownList[];
  };
  readonly rerankers: readonly StepChoice[];
  /** By which everything is chosen: a measure of users, higher is better. */
  readonly primary: Cut;
  /** Whether an item that the user knows may be recommended again. */
  readonly repeats: boolean;
  /** Items count by the weights of their events when lists are judged; else each counts 1. */
  readonly graded: boolean;
  /** Items that each retriever hands to the ranker. */
  readonly candidates: number;
  /** Events of a user's past that are looked at, the newest. */
  readonly history: number;
  readonly seed: number;
  /** Time to choose in; null = as long as it takes. It decides how much is tried, never what first. */
  readonly searchSeconds: number | null;
}

export interface RecommendPorts {
  readonly clock: Clock;
  readonly kernels: Kernels;
  /** Makes kernels for one retriever that answers, with memory of their own; absent = TypeScript. */
  readonly scoringKernels?: () => Kernels;
  /** By which vectors can be searched; absent or null = all are looked at. */
  readonly indexes?: VectorIndexes | null;
  readonly progress: Progress;
  readonly checkCancelled: () => void;
}
