import type { MatrixColumn } from '../../contracts/model.ts';
import type { Attributes } from '../../contracts/product-event.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { KnownFeed } from './known-feed.ts';

/** Posts in front of a reader at a moment: what features are about. */
export interface FeedMoment {
  /** -1 = somebody of whom nothing is known. */
  readonly reader: number;
  readonly posts: Int32Array;
  /** What else is known of the moment, by name. */
  readonly context: Attributes;
  /** [posts] place of each on the page, from 0, -1 unknown; null = not there yet: all count as the first. */
  readonly position: ArrayLike<number> | null;
  readonly now: number;
}

/** Features that belong together: their columns, and how they are written from column `at` and row `row0` on. */
export interface FeatureBlock {
  readonly columns: readonly MatrixColumn[];
  write(known: KnownFeed, moment: FeedMoment, out: Matrix, at: number, row0: number): void;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A block of amounts, that writes one row after the other to `values`. */
export function rowBlock(
  names: readonly string[],
  begin: (known: KnownFeed, moment: FeedMoment) => (post: number, row: number, values: Float64Array) => void,
): FeatureBlock {
  const values = new Float64Array(names.length);
  return {
    columns: names.map((name) => ({ name, source: name })),
    write(known, moment, { rows, data }, at, row0) {
      const of = begin(known, moment);
      for (let i = 0; i < moment.posts.length; i++) {
        of(moment.posts[i]!, i, values);
        for (let f = 0; f < values.length; f++) data[(at + f) * rows + row0 + i] = values[f]!;
      }
    },
  };
}

/** A block of what is the same for all posts of a moment. */
export const momentBlock = (
  names: readonly string[],
  of: (known: KnownFeed, moment: FeedMoment, values: Float64Array) => void,
): FeatureBlock => {
  const values = new Float64Array(names.length);
  return {
    columns: names.map((name) => ({ name, source: name })),
    write(known, moment, { rows, data }, at, row0) {
      of(known, moment, values);
      for (let f = 0; f < values.length; f++) {
        const from = (at + f) * rows + row0;
        data.fill(values[f]!, from, from + moment.posts.length);
      }
    },
  };
};

/** A block of one column of codes. */
export const codeBlock = (
  name: string,
  source: string,
  cardinality: number,
  begin: (known: KnownFeed, moment: FeedMoment) => (post: number) => number,
): FeatureBlock => ({
  columns: [{ name, source, cardinality }],
  write(known, moment, { rows, data }, at, row0) {
    const of = begin(known, moment);
    for (let i = 0; i < moment.posts.length; i++) data[at * rows + row0 + i] = of(moment.posts[i]!);
  },
});
