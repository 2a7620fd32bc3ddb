import type { Interactions } from './interactions.ts';

/**
 * Which items each user is for, once each: a sparse matrix of users x items (compressed rows), float32.
 *
 * start [users + 1], item [pairs] ascending within a user, strength [pairs] > 0.
 */
export interface Preferences {
  readonly users: number;
  readonly items: number;
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly strength: Float32Array;
}

/** Add up the weights of each pair; pairs whose sum is not above 0 are left out. O(events + items). */
export function preferencesOf({ users, items, start, item, weight }: Interactions): Preferences {
  const sum = new Float64Array(items);
  const seen = new Int32Array(items).fill(-1);
  const touched = new Int32Array(items);
  const out = {
    start: new Int32Array(users + 1),
    item: new Int32Array(item.length),
    strength: new Float32Array(item.length),
  };
  let pairs = 0;
  for (let u = 0; u < users; u++) {
    let count = 0;
    for (let i = start[u]!; i < start[u + 1]!; i++) {
      const it = item[i]!;
      if (seen[it] !== u) {
        seen[it] = u;
        sum[it] = 0;
        touched[count++] = it;
      }
      sum[it]! += weight[i]!;
    }
    for (const it of touched.subarray(0, count).sort())
      if (sum[it]! > 0) {
        out.item[pairs] = it;
        out.strength[pairs++] = sum[it]!;
      }
    out.start[u + 1] = pairs;
  }
  return {
    users,
    items,
    start: out.start,
    item: out.item.slice(0, pairs),
    strength: out.strength.slice(0, pairs),
  };
}

/** The same pairs, item after item: `users` and `items` change places. O(pairs). */
export function transposed({ users, items, start, item, strength }: Preferences): Preferences {
  const from = new Int32Array(items + 1);
  for (const it of item) from[it + 1]! += 1;
  for (let i = 0; i < items; i++) from[i + 1]! += from[i]!;
  const next = from.slice(0, items);
  const user = new Int32Array(item.length);
  const value = new Float32Array(item.length);
  for (let u = 0; u < users; u++)
    for (let p = start[u]!; p < start[u + 1]!; p++) {
      const to = next[item[p]!]!++;
      user[to] = u;
      value[to] = strength[p]!;
    }
  return { users: items, items: users, start: from, item: user, strength: value };
}
