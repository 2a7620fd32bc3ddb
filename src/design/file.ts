import { fail, type Place } from '../errors/fail.ts';
import type { FeedInput } from './feed/input.ts';
import type { DesignInput } from './input.ts';
import type { RecommendInput } from './recommend/input.ts';

/** Path of a value inside a design: names of fields and places in lists. */
export type DesignPath = readonly (string | number)[];

/** A design as it was read from a file: its shape is right, its names are not yet looked up. */
export interface DesignFile<I = DesignInput> {
  readonly input: I;
  /** Path of the file, relative to the project. */
  readonly path: string;
  /** sha256 of the text of the file. */
  readonly sha256: string;
  /**
   * Where in the file a value stands, or with 'key' the name of its field. A path that the file does not hold gives
   * the nearest part above it. Undefined for a design that no file holds.
   */
  locate(path: DesignPath, at?: 'value' | 'key'): Place | undefined;
}

/** A design file of any kind of system. */
export type AnyDesignFile = DesignFile | DesignFile<RecommendInput> | DesignFile<FeedInput>;

/** Whether a design is of a recommender. */
export const isRecommender = (file: AnyDesignFile): file is DesignFile<RecommendInput> =>
  file.input.kind === 'recommend';

/** Whether a design is of a feed. */
export const isFeed = (file: AnyDesignFile): file is DesignFile<FeedInput> => file.input.kind === 'feed';

/** The same file, when it is of a system that predicts. Throws 'design/kind-unfit'. */
export function predictorOf(file: AnyDesignFile): DesignFile {
  if (!isRecommender(file) && !isFeed(file)) return file;
  throw fail('design/kind-unfit', { name: file.path, kind: file.input.kind, wants: 'predict' });
}
