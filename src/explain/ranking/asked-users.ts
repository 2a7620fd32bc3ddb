import type { Query } from '../../contracts/retriever.ts';
import { random, randomInt, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { HeldOut } from '../../splitters/events/parts.ts';
import { type Catalogue, isThere } from '../../table/catalogue.ts';
import type { Frame } from '../../table/frame.ts';
import type { Interactions } from '../../table/interactions.ts';
import { rowValues } from '../../table/row-values.ts';
import { historyQuery } from './history-query.ts';
import type { Wanted } from './judge-list.ts';

/** A user of whom we ask what he will want, and know it. */
export interface AskedUser {
  readonly user: number;
  readonly query: Query;
  readonly wanted: Wanted;
  /** Items that he had: all events of his past, once for each time. */
  readonly past: Int32Array;
  /** Whether what he had may be shown again. */
  readonly repeats: boolean;
  /** The only items that are ranked; null = all that may be shown. */
  readonly among: Int32Array | null;
}

export interface Asking {
  /** Whether an item that the user knows may be shown again, and then counts. */
  readonly repeats: boolean;
  /** An item counts by the weights of its events; else each that speaks for it counts 1. */
  readonly graded: boolean;
  /** Events of a past that are looked at, the newest. */
  readonly history: number;
  /** Users asked at most, drawn by the seed; null = all. */
  readonly users: number | null;
  /** Rank what he wanted among so many other items, drawn evenly; null = among all. */
  readonly negatives: number | null;
  readonly seed: number;
}

/**
 * The users who can be judged: those who wanted something afterwards that they may be shown. O(events), and items for each
 * user where negatives are drawn.
 *
 * users: what is known of them, row u of user u, which goes into the context of the query; null = nothing. Each is asked at the time of the first event that he is judged by. Sampled negatives make figures that are not those of
 * a full ranking, nor in proportion to them: Krichene and Rendle 2020.
 */
export function askedUsers(
  { past, wanted }: HeldOut,
  catalogue: Catalogue,
  users: Frame | null,
  asking: Asking,
): AskedUser[] {
  const r = random(asking.seed);
  const had = new Int32Array(catalogue.size).fill(-1);
  const asked: AskedUser[] = [];
  const able = range(wanted.users).filter((u) => wanted.start[u + 1]! > wanted.start[u]!);
  const order = asking.users !== null && able.length > asking.users ? shuffle(able, r) : able;
  for (const user of order) {
    if (asked.length === asking.users) break;
    const before = past.item.subarray(past.start[user]!, past.start[user + 1]!);
    for (const item of before) had[item] = user;
    const now = wanted.at[wanted.start[user]!]!;
    const out = (item: number): boolean =>
      !isThere(catalogue, item, now) || (!asking.repeats && had[item] === user);
    const then = wantedOf(wanted, user, asking.graded, out);
    if (then.item.length === 0) continue;
    asked.push({
      user,
      query: historyQuery(past, user, asking.history, now, users === null ? {} : rowValues(users, user)),
      wanted: then,
      past: before,
      repeats: asking.repeats,
      among: asking.negatives === null ? null : sampled(catalogue.size, then, asking.negatives, out, r),
    });
  }
  return asked;
}

/** What a user's events speak for, all added up, the largest gain first. */
function wantedOf(
  { start, item, weight }: Interactions,
  user: number,
  graded: boolean,
  out: (item: number) => boolean,
): Wanted {
  const sum = new Map<number, number>();
  for (let e = start[user]!; e < start[user + 1]!; e++)
    if (!out(item[e]!)) sum.set(item[e]!, (sum.get(item[e]!) ?? 0) + weight[e]!);
  const entries = [...sum]
    .filter(([, gain]) => gain > 0)
    .map(([it, gain]) => [it, graded ? gain : 1] as const)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return {
    item: Int32Array.from(entries, ([it]) => it),
    gain: Float64Array.from(entries, ([, gain]) => gain),
  };
}

/** What he wanted, and so many others that he did not: each once. */
function sampled(
  size: number,
  wanted: Wanted,
  negatives: number,
  out: (item: number) => boolean,
  r: () => number,
): Int32Array {
  const among = new Set(wanted.item);
  const most = range(size).filter((item) => !out(item)).length;
  const wish = Math.min(most, among.size + negatives);
  while (among.size < wish) {
    const item = randomInt(r, size);
    if (!out(item)) among.add(item);
  }
  return Int32Array.from(among);
}
