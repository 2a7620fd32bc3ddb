import { type Random, randomInt } from './random.ts';

/**
 * Draw k of n items, each set of k as likely as any other, in one pass over a stream.
 *
 * @returns [min(k, n)] item numbers, ascending.
 *
 * The items passed over are skipped by one draw: O(k (1 + log(n / k))) draws.
 * Source: Li 1994, "Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))", algorithm L.
 */
export function reservoir(n: number, k: number, r: Random): Int32Array {
  const kept = new Int32Array(Math.min(k, n));
  for (let i = 0; i < kept.length; i++) kept[i] = i;
  if (k === 0) return kept;
  let w = 1;
  for (let i = k - 1; ; ) {
    w *= positive(r) ** (1 / k);
    i += Math.floor(Math.log(positive(r)) / Math.log1p(-w)) + 1;
    // Also true of NaN and Infinity, where w has come down to nothing.
    if (!(i < n)) return kept.sort();
    kept[randomInt(r, k)] = i;
  }
}

/** A draw in (0, 1]: its logarithm is finite. */
const positive = (r: Random): number => 1 - r();
