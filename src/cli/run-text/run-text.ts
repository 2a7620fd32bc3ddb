import type { TrainedModel } from '../../contracts/artifact.ts';
import type { FeedRecord } from '../../contracts/feed-record.ts';
import type { RecommenderRecord } from '../../contracts/recommender-record.ts';
import type { Paint } from '../command.ts';

/** What there is to tell of a run of one kind of system. */
export interface RunText {
  /** What the run puts forward, to be registered. */
  readonly put: TrainedModel | RecommenderRecord | FeedRecord;
  /** With --json, besides what is told of every run. What was measured stands in `metrics`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Parts, one below the other; an empty one is left out. */
  text(paint: Paint): readonly string[];
}
