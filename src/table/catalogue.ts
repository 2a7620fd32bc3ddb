import type { Frame } from './frame.ts';

/**
 * The items there are, by index: row i of `attributes` is item i. It may hold more items than a model learned of, for
 * items come while it serves; they are only ever added, at the end, and marked when they go.
 */
export interface Catalogue {
  readonly size: number;
  /** What is known of each item; no columns where nothing is. */
  readonly attributes: Frame;
  /** [size] when each was first there, milliseconds since 1970; NaN unknown. */
  readonly addedAt: Float64Array;
  /** [size] 0 where an item is gone, and must not be shown. */
  readonly live: Uint8Array;
}

/** So many items of which nothing is known. */
export const bareCatalogue = (size: number): Catalogue => ({
  size,
  attributes: { rows: size, schema: [], columns: new Map() },
  addedAt: new Float64Array(size).fill(Number.NaN),
  live: new Uint8Array(size).fill(1),
});
