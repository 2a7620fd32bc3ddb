import { normalQuantile } from './normal-quantile.ts';

const POWER = 0.8;

/** Rows that one sample would need to be as telling as the two are together: 1 / (1/n + 1/m). */
export const effectiveRows = (n: number, m: number): number => (n > 0 && m > 0 ? (n * m) / (n + m) : 0);

/**
 * The shift of the mean, in standard deviations, that the Anderson-Darling test finds with 80 % power.
 *
 * rows         effective rows; level: false-alarm rate of the test
 * correlation  of value and rank in the reference: sqrt(3 / pi) when normal, 1 when there are two values; it is the
 *              efficacy of a rank test along the family that tilts the reference towards larger values (for a normal
 *              column a plain shift)
 *
 * The limit law of the statistic is a sum of chi-squares whose largest weight is that of the rank sum; its tail is
 * sqrt(3) times that of the rank sum alone (Zolotarev 1961). Source: Hajek and Sidak 1967, chapter VII.
 * Infinity when rows is 0; NaN when the reference is constant. Good to about a tenth from 20 rows on.
 */
export function smallestMeanShift(rows: number, level: number, correlation: number): number {
  if (rows === 0) return Infinity;
  const critical = -normalQuantile(Math.min(0.5, level / (2 * Math.sqrt(3))));
  return (critical + normalQuantile(POWER)) / (Math.sqrt(rows) * correlation);
}

/**
 * The share of rows that must change category for the chi-square test to find it with 80 % power, whichever rows.
 *
 * rows: effective rows; freedom: categories - 1; largest: share of the largest category
 *
 * A change of that share moves chi-square by at least share^2 / (P (1 - P)), where P is the mass of the categories
 * that grow (Cauchy-Schwarz); the hardest P is 1/2, or the largest category where it holds more than half. Critical
 * value by Wilson and Hilferty 1931, non-central quantile by Abdel-Aty 1954. Infinity when no change would do.
 */
export function smallestMovedShare(rows: number, level: number, freedom: number, largest: number): number {
  if (rows === 0 || freedom < 1) return Infinity;
  const c = 2 / (9 * freedom);
  const critical = freedom * (1 - c - normalQuantile(level) * Math.sqrt(c)) ** 3;
  let low = 0;
  let high = 4 * critical + 100;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (lowerQuantile(freedom, middle) < critical) low = middle;
    else high = middle;
  }
  // The move itself brings the largest category nearer to 1/2, where counts scatter more: use the variance there.
  let share = 0;
  for (let i = 0; i < 8; i++) {
    const p = Math.max(0.5, largest - share);
    share = Math.sqrt((high * p * (1 - p)) / rows);
  }
  return share < 1 ? share : Infinity;
}

/** The value that a non-central chi-square exceeds with probability POWER. */
function lowerQuantile(freedom: number, noncentrality: number): number {
  const mean = freedom + noncentrality;
  const c = (2 * (freedom + 2 * noncentrality)) / (9 * mean * mean);
  return mean * (1 - c + normalQuantile(1 - POWER) * Math.sqrt(c)) ** 3;
}
