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

/** Items as rows of a table. addedAt, live: [rows]; without them nobody knows when, and all are there. */
export function itemsOf(attributes: Frame, addedAt?: Float64Array, live?: Uint8Array): Catalogue {
  const size = attributes.rows;
  return {
    size,
    attributes,
    addedAt: addedAt ?? new Float64Array(size).fill(Number.NaN),
    live: live ?? new Uint8Array(size).fill(1),
  };
}

/** Whether an item is there at an instant: not gone, and not one that comes later. An instant of NaN is after all else. */
export const isThere = ({ live, addedAt }: Catalogue, item: number, now: number): boolean =>
  live[item] === 1 && !(addedAt[item]! > now);

/** So many items of which nothing is known. */
export const bareCatalogue = (size: number): Catalogue =>
  itemsOf({ rows: size, schema: [], columns: new Map() });
