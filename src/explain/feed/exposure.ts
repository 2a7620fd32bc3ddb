import type { FeedExposure } from '../../contracts/feed-evaluation.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import { median } from '../../kernels/median.ts';

const HOUR_MS = 3_600_000;

/** Columns of posts by which it is told whose and what about they are; null = there is none. */
export interface PostNames {
  readonly author: string | null;
  readonly topic: string | null;
}

/** Who and what stands on the upper half of pages in an order, k places at most. O(rows + authors log authors). */
export function exposureOf(
  ranking: string,
  { catalogue }: Pick<FeedLog, 'catalogue'>,
  { author, topic }: PostNames,
  { size, start, at, post }: FeedOccasions,
  order: Int32Array,
  k: number,
): FeedExposure {
  const authors = codesOf(catalogue, author);
  const kinds = codesOf(catalogue, topic) ?? authors;
  const places = new Map<number, number>();
  const ages: number[] = [];
  let [kindsShown, shown] = [0, 0];
  for (let p = 0; p < size; p++) {
    const top = order.subarray(start[p], start[p]! + upperPlaces(start[p + 1]! - start[p]!, k));
    const met = new Set<number>();
    for (const row of top) {
      const of = post[row]!;
      const age = (at[p]! - catalogue.addedAt[of]!) / HOUR_MS;
      if (!Number.isNaN(age)) ages.push(Math.max(0, age));
      const by = authors?.[of] ?? -1;
      if (by >= 0) places.set(by, (places.get(by) ?? 0) + 1);
      met.add(kinds?.[of] ?? -1);
    }
    kindsShown += met.size;
    shown += top.length;
  }
  return {
    ranking,
    authorGini: authors === null ? null : gini(Float64Array.from(places.values())),
    ageHours: ages.length === 0 ? null : median(Float64Array.from(ages)),
    diversity: kinds === null || shown === 0 ? null : kindsShown / shown,
  };
}

/** Places that tell orders apart where all posts of a page are known: its upper half. */
export const upperPlaces = (rows: number, k: number): number => Math.min(k, Math.ceil(rows / 2));

function codesOf({ attributes }: FeedLog['catalogue'], name: string | null): Int32Array | null {
  const column = name === null ? undefined : attributes.columns.get(name);
  return column?.form === 'category' ? column.codes : null;
}

/** Gini coefficient over authors who were shown at all: 0 = all alike. Null without any. */
function gini(times: Float64Array): number | null {
  const sorted = times.toSorted();
  const n = sorted.length;
  const whole = sorted.reduce((a, b) => a + b, 0);
  const sum = sorted.reduce((acc, value, i) => acc + (2 * (i + 1) - n - 1) * value, 0);
  return whole === 0 ? null : sum / (n * whole);
}
