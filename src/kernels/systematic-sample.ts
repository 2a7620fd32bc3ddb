import { type Random, shuffle } from './random.ts';
import { range } from './range.ts';

/**
 * Draw items so that each is in the sample with its own probability, and the sample has as many as these sum to.
 *
 * chances [n] in 0..1, summing to a whole number.
 *
 * @returns item numbers, ascending.
 *
 * The items are laid end to end in an order by chance, each as long as its probability, and taken where a comb of step 1
 * with a random start hits them. O(n). Source: Madow 1949, "On the theory of systematic sampling, II".
 */
export function systematicSample(chances: Float64Array, r: Random): Int32Array {
  const order = shuffle(range(chances.length), r);
  let sum = 0;
  for (const chance of chances) sum += chance;
  const taken = new Int32Array(Math.round(sum));
  let tooth = r();
  let along = 0;
  let n = 0;
  for (const i of order) {
    along += chances[i]!;
    if (n < taken.length && tooth < along) {
      taken[n++] = i;
      tooth += 1;
    }
  }
  return taken.slice(0, n).sort();
}
