/** Between what the value of a leaf must lie. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export const UNBOUNDED: Bounds = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** The value itself, or the bound that it is past. */
export const within = (value: number, { lower, upper }: Bounds): number =>
  Math.min(Math.max(value, lower), upper);

/**
 * Twice the drop in penalised loss that a leaf brings whose best value is held within bounds: -(2 G v + (H + l2) v^2).
 * It can be negative. Unbounded it is `leafScore` but for rounding.
 */
export function boundedScore(grad: number, hess: number, l2: number, bounds: Bounds): number {
  const value = within(-grad / (hess + l2), bounds);
  return -value * (2 * grad + (hess + l2) * value);
}
