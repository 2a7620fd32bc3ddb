import type { Random } from './random.ts';

/** ln 0!, ln 1!, ... ln n!. O(n). */
export function logFactorials(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) out[i] = out[i - 1]! + Math.log(i);
  return out;
}

/**
 * How many marked items are among `draws` items taken without replacement from `total`, of which `marked` are marked.
 *
 * logs   ln k! for k = 0..total at least, from `logFactorials`
 *
 * Inversion that starts at the mode and walks outwards, so its expected cost is O(standard deviation) and it draws
 * one uniform. Source: Kachitvichyanukul and Schmeiser 1985, "Computer generation of hypergeometric random
 * variates", with the search order of Stadlober 1990.
 */
export function drawHypergeometric(
  total: number,
  marked: number,
  draws: number,
  logs: Float64Array,
  r: Random,
): number {
  const least = Math.max(0, draws - (total - marked));
  const most = Math.min(draws, marked);
  if (least === most) return least;
  const plain = total - marked;
  const mode = Math.floor(((draws + 1) * (marked + 1)) / (total + 2));
  let down = mode;
  let up = mode;
  let pDown = Math.exp(
    logs[marked]! -
      logs[mode]! -
      logs[marked - mode]! +
      logs[plain]! -
      logs[draws - mode]! -
      logs[plain - draws + mode]! -
      logs[total]! +
      logs[draws]! +
      logs[total - draws]!,
  );
  let pUp = pDown;
  let u = r() - pDown;
  if (u <= 0) return mode;
  while (down > least || up < most) {
    if (up < most) {
      pUp *= ((marked - up) * (draws - up)) / ((up + 1) * (plain - draws + up + 1));
      up++;
      u -= pUp;
      if (u <= 0) return up;
    }
    if (down > least) {
      pDown *= (down * (plain - draws + down)) / ((marked - down + 1) * (draws - down + 1));
      down--;
      u -= pDown;
      if (u <= 0) return down;
    }
  }
  // Rounding has left a sliver of u (about 1e-13): it belongs to no outcome more than to the most likely one.
  return mode;
}

/**
 * Counts by bin of `draws` rows taken without replacement from a pool.
 *
 * pool [bins]  rows of the pool in each bin
 * out  [bins]  written
 *
 * This is the null of every two-sample test on counts: when window and reference come from one source, the window is
 * a random handful of the pool. O(bins x standard deviation of a bin).
 */
export function drawCounts(
  pool: Int32Array,
  draws: number,
  logs: Float64Array,
  r: Random,
  out: Int32Array,
): void {
  let total = 0;
  for (let j = 0; j < pool.length; j++) total += pool[j]!;
  let left = draws;
  for (let j = 0; j < pool.length; j++) {
    const count = left === 0 ? 0 : drawHypergeometric(total, pool[j]!, left, logs, r);
    out[j] = count;
    left -= count;
    total -= pool[j]!;
  }
}
