import type { Column } from '../table/column.ts';
import { numbersOf } from '../table/forms.ts';

/**
 * Scaled values are held within this bound. No training row is ever near it (a row lies at most sqrt(rows) standard
 * deviations from the mean), and sums of products of what comes out stay finite.
 */
const BOUND = 1e9;

/**
 * out = (value - centre) / (2 halfScale), held within the bound; NaN stays NaN. halfScale > 0.
 *
 * Everything is halved, which is exact, so that the distance from -1e308 to 1e308 fits a double.
 */
export function rescale(column: Column, centre: number, halfScale: number, out: Column): void {
  const from = numbersOf(column);
  const to = numbersOf(out);
  const halfCentre = centre * 0.5;
  const rows = to.length;
  for (let i = 0; i < rows; i++) {
    const v = (from[i]! * 0.5 - halfCentre) / halfScale;
    to[i] = Math.min(Math.max(v, -BOUND), BOUND);
  }
}
