/**
 * Chance that a standard normal value lies below z.
 *
 * Error below 1.2e-7 of the smaller tail. Source: Press et al. 1992, Numerical Recipes in C, section 6.2 (erfcc).
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  let sum = 0;
  for (let i = TERMS.length - 1; i >= 0; i--) sum = sum * t + TERMS[i]!;
  const tail = (t * Math.exp(-x * x + sum)) / 2;
  return z < 0 ? tail : 1 - tail;
}

const TERMS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
