import type { Random } from './random.ts';

/**
 * Part indices into about `share` of them, at least one, and the rest; both in the old order.
 *
 * Selection sampling: each index is taken with the chance that fills what is still needed. O(n).
 * Source: Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S.
 */
export function drawShare(
  indices: Int32Array,
  share: number,
  r: Random,
): { drawn: Int32Array; rest: Int32Array } {
  const n = indices.length;
  const needed = share >= 1 ? n : Math.min(n, Math.max(1, Math.round(share * n)));
  if (needed === n) return { drawn: indices, rest: new Int32Array(0) };
  const drawn = new Int32Array(needed);
  const rest = new Int32Array(n - needed);
  let taken = 0;
  for (let i = 0; i < n; i++)
    if (r() * (n - i) < needed - taken) drawn[taken++] = indices[i]!;
    else rest[i - taken] = indices[i]!;
  return { drawn, rest };
}
