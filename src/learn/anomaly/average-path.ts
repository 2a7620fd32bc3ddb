const EULER = 0.5772156649015329;

/**
 * Mean depth at which a search tree of n random values ends: 2 H(n - 1) - 2 (n - 1) / n, with H(i) = ln i + 0.5772.
 * n may be a sum of weights: up to 2 along the line from 0 at 1. Source: Liu, Ting and Zhou 2008, equation 1.
 */
export function averagePath(n: number): number {
  if (n <= 1) return 0;
  if (n <= 2) return n - 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}
