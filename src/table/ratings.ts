import type { Interactions } from './interactions.ts';
import type { Preferences } from './preferences.ts';

/**
 * Which items each user rated and how, once each: as `Preferences`, but that a strength is a rating, of any sign.
 *
 * The weight of an event is its rating, 0 = it has none. Not signed: a weight below 0 is a rating that speaks against the
 * item, and counts as it was given, without its sign. Of several ratings of a pair the last counts. O(events + items).
 */
export function ratingsOf({ users, items, start, item, weight }: Interactions, signed: boolean): Preferences {
  const seen = new Int32Array(items).fill(-1);
  const out = { item: new Int32Array(item.length), strength: new Float32Array(item.length) };
  const from = new Int32Array(users + 1);
  let pairs = 0;
  for (let u = 0; u < users; u++) {
    for (let e = start[u + 1]! - 1; e >= start[u]!; e--) {
      if (weight[e] === 0 || seen[item[e]!] === u) continue;
      seen[item[e]!] = u;
      out.item[pairs] = item[e]!;
      out.strength[pairs++] = signed ? weight[e]! : Math.abs(weight[e]!);
    }
    from[u + 1] = pairs;
  }
  return {
    users,
    items,
    start: from,
    item: out.item.slice(0, pairs),
    strength: out.strength.slice(0, pairs),
  };
}
