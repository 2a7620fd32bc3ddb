import type { Truth } from './loss.ts';

/** Widest score that is tried, and halvings of the interval at most. */
const WIDEST = 2 ** 1000;
const HALVINGS = 120;

/**
 * The score that is best for all rows together: where the sum of gradients changes from negative to positive.
 *
 * An interval around 0 is doubled until it holds the place, then halved. O(rows) a step, some 60 steps.
 */
export function bestConstant(
  { y, weights }: Pick<Truth, 'y' | 'weights'>,
  gradient: (y: number, score: number) => number,
): number {
  const slopeAt = (score: number): number => {
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += (weights === null ? 1 : weights[i]!) * gradient(y[i]!, score);
    return sum;
  };
  const toward = slopeAt(0) < 0 ? 1 : -1;
  if (slopeAt(0) === 0) return 0;
  let near = 0;
  let far = toward;
  while (toward * slopeAt(far) < 0 && Math.abs(far) < WIDEST) {
    near = far;
    far *= 2;
  }
  for (let i = 0; i < HALVINGS; i++) {
    const middle = near + (far - near) / 2;
    if (middle === near || middle === far) break;
    if (toward * slopeAt(middle) < 0) near = middle;
    else far = middle;
  }
  return far;
}
