import type { BootstrapOptions } from '../../explain/bootstrap.ts';
import type { JudgedPages } from '../../explain/feed/judge-pages.ts';
import type { FeedTask } from './feed-task.ts';
import type { TrainedFeed } from './train-feed.ts';

/** Everything that figures of one task share. */
export interface Measuring {
  readonly task: FeedTask;
  readonly trained: TrainedFeed;
  readonly pages: JudgedPages;
  readonly given: Int32Array;
  readonly worth: Float64Array;
  readonly options: BootstrapOptions;
  /** [rows x heads] what is expected of each row, as rows are ranked. */
  readonly expected: Float64Array;
  /** [rows x heads] where rows stood, given what a head is given. */
  readonly said: Float64Array;
  /** [rows] */
  readonly reader: Int32Array;
  /** By name: rows page by page. The first is the order that answers. */
  readonly orders: ReadonlyMap<string, Int32Array>;
}
