import type { Judged, KnownItems } from '../../contracts/ranking-metric.ts';

/** How often each item was shown: what measures of all lists together are made of. */
export interface Shown {
  /** [items] */
  readonly times: Float64Array;
  /** Places that were filled: the sum of `times`. */
  places: number;
}

export const startShown = ({ items }: KnownItems): Shown => ({ times: new Float64Array(items), places: 0 });

export function addShown(shown: Shown, { items }: Judged, k: number, times: number): void {
  const n = Math.min(k, items.length);
  for (let i = 0; i < n; i++) shown.times[items[i]!]! += times;
  shown.places += n * times;
}

export function mergeShown(a: Shown, b: Shown): Shown {
  b.times.forEach((times, item) => {
    a.times[item]! += times;
  });
  a.places += b.places;
  return a;
}
