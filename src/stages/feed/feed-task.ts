import type { FeedDesign } from '../../contracts/feed-design.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { MatrixColumn } from '../../contracts/model.ts';
import type { TaskRows } from '../../contracts/multi-task.ts';
import type { State } from '../../contracts/state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Progress } from '../../ports/progress.ts';
import type { KnownFeed } from '../../recipe/feed/known-feed.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { WarmStart } from './warm-start.ts';

/** Pages of one part, and their rows as a model sees them. */
export interface FeedPart {
  readonly occasions: FeedOccasions;
  readonly x: Matrix;
}

/** All that a feed is trained and measured by. */
export interface FeedTask {
  readonly design: FeedDesign;
  readonly log: FeedLog;
  readonly columns: readonly MatrixColumn[];
  readonly dictionaries: Readonly<Record<string, readonly string[]>>;
  /** What texts of posts become numbers by; null = posts have none. */
  readonly texts: State | null;
  /** What posts promise by what they are, learned of training pages; null = nothing tells of it. */
  readonly promise: State | null;
  /** Pages of all parts, oldest first. */
  readonly all: FeedOccasions;
  readonly train: FeedPart;
  readonly validation: FeedPart;
  readonly test: FeedPart;
  /** The version that goes on learning; absent = a model learns from scratch. */
  readonly start?: WarmStart;
  /** What is known after the last event of the log. */
  readonly known: KnownFeed;
}

export interface FeedPorts {
  readonly clock: Clock;
  readonly kernels: Kernels;
  readonly progress: Progress;
  readonly checkCancelled: () => void;
}

/** The rows of pages, with the truths of all heads. */
export const taskRows = ({ occasions, x }: FeedPart, weights: Float64Array | null = null): TaskRows => ({
  x,
  y: occasions.truth,
  weights,
});

/** [rows] the reader of each row. */
export function readerOfRows({ reader, start, size, post }: FeedOccasions): Int32Array {
  const out = new Int32Array(post.length);
  for (let p = 0; p < size; p++) out.fill(reader[p]!, start[p], start[p + 1]);
  return out;
}
