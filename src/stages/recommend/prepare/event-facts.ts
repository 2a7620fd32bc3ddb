import type { EventFacts } from '../../../contracts/event-facts.ts';
import { type CodedEvents, TIMED } from './coded-events.ts';

const DAY_MS = 86_400_000;
/** Days that a key can tell apart: beyond a hundred years all are the last. */
const MOST_DAYS = 40_000;
const NEWEST = 0.2;
/** Different values are counted up to this. */
const MOST_VALUES = 1000;

/** What events are like, as far as the resolution of a design asks. O(events log events of a user). */
export function eventFacts(events: CodedEvents): EventFacts {
  const times = timesOf(events);
  const { pairs, pairDays } = countPairs(events, times?.first ?? null);
  return {
    events: events.user.length,
    users: events.userIds.length,
    items: events.itemIds.length,
    pairs,
    pairDays,
    times,
    value: valuesOf(events.value),
  };
}

/** Different pairs of user and item, and different triples with the day. */
function countPairs(
  { user, item, at, userIds }: CodedEvents,
  first: number | null,
): { pairs: number; pairDays: number } {
  const start = new Int32Array(userIds.length + 1);
  for (const u of user) start[u + 1]! += 1;
  for (let u = 0; u < userIds.length; u++) start[u + 1]! += start[u]!;
  const next = start.slice();
  const keys = new Float64Array(user.length);
  for (let i = 0; i < user.length; i++) {
    const day = first === null ? 0 : Math.floor((at![i]! - first) / DAY_MS);
    keys[next[user[i]!]!++] = item[i]! * MOST_DAYS + (day >= 0 ? Math.min(day, MOST_DAYS - 1) : 0);
  }
  let pairs = 0;
  let pairDays = 0;
  for (let u = 0; u < userIds.length; u++) {
    let last = -1;
    for (const key of keys.subarray(start[u]!, start[u + 1]!).sort()) {
      if (key === last) continue;
      pairDays += 1;
      if (last < 0 || Math.floor(key / MOST_DAYS) !== Math.floor(last / MOST_DAYS)) pairs += 1;
      last = key;
    }
  }
  return { pairs, pairDays };
}

function timesOf({ at, user, userIds }: CodedEvents): EventFacts['times'] {
  if (at === null || at.length === 0) return null;
  const known = at.filter((t) => !Number.isNaN(t)).sort();
  if (known.length < TIMED * at.length) return null;
  const newest = known[Math.floor((1 - NEWEST) * (known.length - 1))]!;
  const before = new Uint8Array(userIds.length);
  const after = new Uint8Array(userIds.length);
  for (let i = 0; i < at.length; i++) {
    if (at[i]! <= newest) before[user[i]!] = 1;
    if (at[i]! > newest) after[user[i]!] = 1;
  }
  const back = after.filter((is, u) => is === 1 && before[u] === 1).length;
  const late = after.filter((is) => is === 1).length;
  return { first: known[0]!, last: known.at(-1)!, returning: late === 0 ? 0 : back / late };
}

function valuesOf(values: Float64Array | null): EventFacts['value'] {
  const different = new Set<number>();
  let min = Infinity;
  let max = -Infinity;
  for (const value of values ?? []) {
    if (Number.isNaN(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    if (different.size < MOST_VALUES) different.add(value);
  }
  return different.size === 0 ? null : { min, max, distinct: different.size };
}
