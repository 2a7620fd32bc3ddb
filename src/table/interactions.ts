import type { Friends } from './friends.ts';

/**
 * What users did with items, user after user, each oldest first: the table that recommenders learn from.
 *
 * One entry an event, so a pair may stand there several times. Users and items are indices 0.. into dictionaries that
 * whoever made the table holds.
 */
export interface Interactions {
  readonly users: number;
  readonly items: number;
  /** [users + 1] events of user u are those from start[u] to start[u + 1] - 1. */
  readonly start: Int32Array;
  /** [events] */
  readonly item: Int32Array;
  /** [events] milliseconds since 1970, UTC; NaN where unknown. */
  readonly at: Float64Array;
  /** [events] how much the event speaks for the item: > 0 for, < 0 against, 0 = was seen, no more. */
  readonly weight: Float32Array;
  /** Whether every event has its time; without it the order of events is the order in which they came. */
  readonly timed: boolean;
  /** Who names whom a friend; absent = there is no user graph. */
  readonly friends?: Friends;
}

/** Events in any order, as columns. */
export interface EventColumns {
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Null = nobody knows when. */
  readonly at: Float64Array | null;
  /** Null = each speaks for its item with 1. */
  readonly weight: Float32Array | null;
}

/** Sort events by user, then time, then as they came; without a time come first. O(events log events of a user). */
export function interactionsFrom(users: number, items: number, events: EventColumns): Interactions {
  const { user, item, at, weight } = events;
  const n = user.length;
  const start = new Int32Array(users + 1);
  for (const u of user) start[u + 1]! += 1;
  for (let u = 0; u < users; u++) start[u + 1]! += start[u]!;
  const next = start.slice(0, users);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[next[user[i]!]!++] = i;
  let timed = at !== null;
  if (at !== null) {
    for (let i = 0; i < n && timed; i++) timed = !Number.isNaN(at[i]!);
    const when = (i: number): number => (Number.isNaN(at[i]!) ? -Infinity : at[i]!);
    const earlier = (a: number, b: number): number => {
      const [x, y] = [when(a), when(b)];
      return x < y ? -1 : x > y ? 1 : a - b;
    };
    for (let u = 0; u < users; u++) order.subarray(start[u]!, start[u + 1]!).sort(earlier);
  }
  const out = {
    item: new Int32Array(n),
    at: new Float64Array(n).fill(Number.NaN),
    weight: new Float32Array(n),
  };
  for (let i = 0; i < n; i++) {
    const from = order[i]!;
    out.item[i] = item[from]!;
    if (at !== null) out.at[i] = at[from]!;
    out.weight[i] = weight === null ? 1 : weight[from]!;
  }
  return { users, items, start, ...out, timed };
}

/** The events that `keep` says, by their place, with all users and items still there. O(events). */
export function someInteractions(from: Interactions, keep: (event: number) => boolean): Interactions {
  const start = new Int32Array(from.users + 1);
  const places = new Int32Array(from.item.length);
  let n = 0;
  for (let u = 0; u < from.users; u++) {
    for (let i = from.start[u]!; i < from.start[u + 1]!; i++) if (keep(i)) places[n++] = i;
    start[u + 1] = n;
  }
  const kept = places.subarray(0, n);
  const item = new Int32Array(n);
  const at = new Float64Array(n);
  const weight = new Float32Array(n);
  kept.forEach((i, to) => {
    item[to] = from.item[i]!;
    at[to] = from.at[i]!;
    weight[to] = from.weight[i]!;
  });
  const { users, items, timed, friends } = from;
  return { users, items, start, item, at, weight, timed, ...(friends && { friends }) };
}
