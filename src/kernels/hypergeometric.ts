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

/** Writes counts by bin, out [bins], of some rows taken at random from a pool, without replacement. */
export type CountSource = (out: Int32Array) => void;

/** Rows for each bin below which taking rows one by one is faster than drawing counts (bench/drift/cost.ts). */
const ROWS_FOR_EACH_BIN = 5;

/**
 * A source of the counts of `rows` rows taken from a pool.
 *
 * pool [bins]  rows of the pool in each bin; rows is at most their sum
 *
 * This is the null of every two-sample test on counts: when window and reference come from one source, the window is
 * a random handful of the pool. Small handfuls are taken row by row, large ones bin by bin: O(min(rows, bins x
 * standard deviation of a bin)) each.
 */
export function handfuls(pool: Int32Array, rows: number, r: Random): CountSource {
  return rows < ROWS_FOR_EACH_BIN * pool.length ? rowByRow(pool, rows, r) : binByBin(pool, rows, r);
}

/** Partial Fisher-Yates shuffle of the pool's rows. They stay shuffled, which is as good a start as any. */
export function rowByRow(pool: Int32Array, rows: number, r: Random): CountSource {
  const total = sumOf(pool);
  const bag = new Int32Array(total);
  for (let j = 0, i = 0; j < pool.length; j++) for (let k = pool[j]!; k > 0; k--) bag[i++] = j;
  return (out) => {
    out.fill(0);
    for (let i = 0; i < rows; i++) {
      const at = i + Math.floor(r() * (total - i));
      const bin = bag[at]!;
      bag[at] = bag[i]!;
      bag[i] = bin;
      out[bin]!++;
    }
  };
}

/** One hypergeometric draw a bin, of the rows that earlier bins have left. */
export function binByBin(pool: Int32Array, rows: number, r: Random): CountSource {
  const all = sumOf(pool);
  const logs = logFactorials(all);
  return (out) => {
    let total = all;
    let left = rows;
    for (let j = 0; j < pool.length; j++) {
      const count = left === 0 ? 0 : drawHypergeometric(total, pool[j]!, left, logs, r);
      out[j] = count;
      left -= count;
      total -= pool[j]!;
    }
  };
}

function sumOf(counts: Int32Array): number {
  let sum = 0;
  for (let j = 0; j < counts.length; j++) sum += counts[j]!;
  return sum;
}
