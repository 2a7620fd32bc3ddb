/** Halvings of the range in which the quantile lies: down to the last digits of a double. */
const HALVINGS = 60;

/**
 * The value below which a share p of Student's t distribution lies.
 *
 * p in (0, 1); freedom an integer >= 1. The distribution function is a finite sum of powers of a cosine, O(freedom), and
 * is inverted by bisection over the angle. Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.
 */
export function studentQuantile(p: number, freedom: number): number {
  let low = -Math.PI / 2;
  let high = Math.PI / 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (shareBelow(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** P(T < sqrt(freedom) tan(angle)). */
function shareBelow(angle: number, freedom: number): number {
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const odd = freedom % 2 === 1;
  // Of terms cos, 2/3 cos^3, 2/3 4/5 cos^5 ... (odd), or 1, 1/2 cos^2, 1/2 3/4 cos^4 ... (even).
  let term = odd ? cosine : 1;
  let sum = freedom > 1 ? term : 0;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  const between = odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return (1 + between) / 2;
}
