import type { Query } from '../../contracts/retriever.ts';
import { random, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { Frame } from '../../table/frame.ts';
import { type Impressions, type ShownSlate, slatesOf } from '../../table/impressions.ts';
import type { Interactions } from '../../table/interactions.ts';
import { rowValues } from '../../table/row-values.ts';
import { historyQuery } from './history-query.ts';

/** A slate that a user was shown, what was known of him then, and what he took of it. */
export interface ShownList {
  readonly user: number;
  readonly query: Query;
  /** [shown] each once. */
  readonly item: Int32Array;
  /** [shown] 0 = not taken. */
  readonly gain: Float64Array;
  /** [shown] from 0; NaN unknown. */
  readonly position: Float64Array;
  /** [shown] the chance of standing there; NaN unknown. */
  readonly propensity: Float64Array;
}

/**
 * The slates shown from one instant until before another, at most `most` of them, drawn by the seed and in the order of
 * time. Of the events of a user only those before a slate are known to it. O(impressions log impressions).
 */
export function shownLists(
  impressions: Impressions,
  events: Interactions,
  users: Frame | null,
  { from, to, most, history, seed }: ShownWindow,
): ShownList[] {
  const { item, gain, position, propensity } = impressions;
  const all = slatesOf(impressions).filter(({ at }) => at >= from && at < to);
  const drawn =
    all.length <= most
      ? range(all.length)
      : shuffle(range(all.length), random(seed)).subarray(0, most).sort();
  return Array.from(drawn, (s) => {
    const { user, at, rows }: ShownSlate = all[s]!;
    const context = users === null ? {} : rowValues(users, user);
    const numbers = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (r) => values[r]!);
    return {
      user,
      query: historyQuery(events, user, history, at, context, endBefore(events, user, at)),
      item: rows.map((r) => item[r]!),
      gain: numbers(gain),
      position: numbers(position),
      propensity: numbers(propensity),
    };
  });
}

export interface ShownWindow {
  /** Milliseconds since 1970: from `from` on, before `to`. */
  readonly from: number;
  readonly to: number;
  readonly most: number;
  /** Events of a past that are looked at, the newest. */
  readonly history: number;
  readonly seed: number;
}

/** Where the events of a user that are not before an instant begin. */
function endBefore({ start, at }: Interactions, user: number, instant: number): number {
  let [low, high] = [start[user]!, start[user + 1]!];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
