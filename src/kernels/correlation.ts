import { moments } from './moments.ts';
import { ranks } from './ranks.ts';

/** Pearson's correlation of a and b [n], without NaN; 0 when either is constant. O(n). */
export function pearson(a: Float64Array, b: Float64Array): number {
  const of = moments(a);
  const to = moments(b);
  if (of.sd === 0 || to.sd === 0) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i]! - of.mean) / of.sd) * ((b[i]! - to.mean) / to.sd);
  return Math.max(-1, Math.min(1, sum / a.length));
}

/** Spearman's correlation: Pearson's of the ranks. */
export const spearman = (a: Float64Array, b: Float64Array): number => pearson(ranks(a), ranks(b));
