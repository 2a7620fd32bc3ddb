import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';

/**
 * All that happened, oldest first: what a feed learns from by going through it again. Readers, posts and types are
 * indices into their ids; an event about none has -1.
 */
export interface FeedLog {
  readonly readers: readonly string[];
  readonly posts: readonly string[];
  readonly types: readonly string[];
  /** [events] */
  readonly type: Uint8Array;
  readonly reader: Int32Array;
  readonly post: Int32Array;
  /** Milliseconds since 1970, never falling, never NaN. */
  readonly at: Float64Array;
  /** NaN = brings none. */
  readonly value: Float64Array;
  /** Which page it belongs to, 0..; -1 unknown. */
  readonly request: Int32Array;
  /** Place on the page, from 0; -1 unknown. */
  readonly position: Int16Array;
  /** Chance with which the post stood there; NaN unknown. */
  readonly propensity: Float32Array;
  /** [events] columns of the moment. */
  readonly context: Frame;
  /** Row p is post p; addedAt = published. Posts of which the table knows nothing have missing values. */
  readonly catalogue: Catalogue;
  /** Row r is reader r; null = nothing is known of any. */
  readonly readerAttributes: Frame | null;
  readonly follows: FeedEdges;
  readonly friends: FeedEdges;
}

/** Who is tied to whom, oldest first; ties that were always there come first, at -Infinity. */
export interface FeedEdges {
  /** [edges] reader. */
  readonly from: Int32Array;
  /** [edges] follows: code of the author in the dictionary of the posts' author column. friends: reader. */
  readonly to: Int32Array;
  readonly since: Float64Array;
  /** [edges] 0..1; NaN unknown. */
  readonly closeness: Float32Array;
}

/**
 * Posts that a reader was shown together, and what came of each: the rows that a feed learns from, oldest occasion first.
 */
export interface FeedOccasions {
  readonly size: number;
  /** [size] */
  readonly at: Float64Array;
  readonly reader: Int32Array;
  /** [size] events of the log that came before: what was known is what these tell. Never falling. */
  readonly before: Int32Array;
  /** [size] row of `log.context`, for what was known of the moment. */
  readonly moment: Int32Array;
  /** [size + 1] rows of occasion o are start[o] .. start[o + 1] - 1, in the order in which they were shown. */
  readonly start: Int32Array;
  /** [rows] */
  readonly post: Int32Array;
  /** [rows] from 0; -1 unknown. */
  readonly position: Int16Array;
  /** [rows] NaN unknown. */
  readonly propensity: Float32Array;
  /** By head: [rows] 0 / 1 or the amount; NaN where it is not asked (see `FeedHead.given`) or not known yet. */
  readonly truth: readonly Float64Array[];
  /** [rows] what the reader answered when he was asked how satisfied he is; NaN = was not. Absent = nobody is asked. */
  readonly answer?: Float64Array;
}
