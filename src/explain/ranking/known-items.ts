import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { Interactions } from '../../table/interactions.ts';
import { preferencesOf, transposed } from '../../table/preferences.ts';

/** Likenesses that are kept: lists share their pairs, for most hold what is popular. */
const MOST_LIKENESSES = 1_000_000;

/**
 * What training events tell of items: who had them, and how alike they are, which is the cosine of the sets of users that
 * were for them (0 where nobody was). O(events + items log items); a likeness costs the users of both
 * the first time.
 */
export function knownItems(training: Interactions): KnownItems {
  const { items, users } = training;
  const { start, item: user } = transposed(preferencesOf(training));
  const popularity = new Int32Array(items);
  for (let i = 0; i < items; i++) popularity[i] = start[i + 1]! - start[i]!;
  const byPopularity = Int32Array.from({ length: items }, (_, i) => i).sort(
    (a, b) => popularity[b]! - popularity[a]! || a - b,
  );
  const alike = new Map<number, number>();
  const cosine = (a: number, b: number): number => {
    const [na, nb] = [popularity[a]!, popularity[b]!];
    if (na === 0 || nb === 0) return 0;
    let both = 0;
    let i = start[a]!;
    let j = start[b]!;
    while (i < start[a + 1]! && j < start[b + 1]!) {
      const [x, y] = [user[i]!, user[j]!];
      if (x === y) both++;
      if (x <= y) i++;
      if (y <= x) j++;
    }
    return both / Math.sqrt(na * nb);
  };
  return {
    items,
    users,
    popularity,
    byPopularity,
    similarity(one, other) {
      const [a, b] = one < other ? [one, other] : [other, one];
      const met = alike.get(a * items + b);
      if (met !== undefined) return met;
      const likeness = cosine(a, b);
      if (alike.size < MOST_LIKENESSES) alike.set(a * items + b, likeness);
      return likeness;
    },
  };
}
