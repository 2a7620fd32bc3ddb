import type { Preferences } from '../../table/preferences.ts';

/** How a pair of user and item counts before items or users are compared. */
export type PairWeighing =
  /** Each pair alike, however strong. */
  | { readonly kind: 'one' }
  /** As strong as it is. */
  | { readonly kind: 'strength' }
  /** The root of its strength, times how telling the user is: log(items / (1 + items that he is for)). */
  | { readonly kind: 'tf-idf' }
  /** Strength that levels off, less for items that many are for: Okapi BM25, times how telling the user is. */
  | { readonly kind: 'bm25'; readonly k1: number; readonly b: number };

/**
 * The strength of each pair, weighed: [pairs] in the order of `preferences`. O(pairs).
 *
 * tf-idf and bm25 as `implicit` (Frederickson) has them, with users as terms and items as documents; no weight is below 0.
 */
export function weighPairs(
  { users, items, start, item, strength }: Preferences,
  weighing: PairWeighing,
): Float32Array {
  if (weighing.kind === 'one') return new Float32Array(strength.length).fill(1);
  if (weighing.kind === 'strength') return strength;
  const out = new Float32Array(strength.length);
  const factor = weighing.kind === 'tf-idf' ? Math.sqrt : levellingOff(items, item, strength, weighing);
  for (let u = 0; u < users; u++) {
    const telling = Math.max(0, Math.log(items) - Math.log1p(start[u + 1]! - start[u]!));
    for (let p = start[u]!; p < start[u + 1]!; p++) out[p] = telling * factor(strength[p]!, item[p]!);
  }
  return out;
}

function levellingOff(
  items: number,
  item: Int32Array,
  strength: Float32Array,
  { k1, b }: { readonly k1: number; readonly b: number },
): (strength: number, item: number) => number {
  const total = new Float64Array(items);
  for (let p = 0; p < item.length; p++) total[item[p]!]! += strength[p]!;
  const usual = total.reduce((a, b) => a + b, 0) / Math.max(items, 1);
  return (value, it) => (value * (k1 + 1)) / (k1 * (1 - b + (b * total[it]!) / usual) + value);
}
