import type { Scorer } from '../../contracts/model.ts';

/**
 * How much each row belongs to each cluster, by its squared distances: out [rows x k], (1 / d^2) / sum of 1 / d^2, summing
 * to 1; a row on a centre belongs to it wholly, on several alike. The highest is of the nearest centre.
 *
 * centres [k x cols]. O(rows k cols), allocates nothing. Source: the memberships of fuzzy c-means with m = 2, Bezdek 1981.
 */
export function openMemberships(centres: Float64Array, k: number): Scorer {
  const cols = centres.length / k;
  return ({ rows, data }, out) => {
    for (let r = 0; r < rows; r++) {
      let least = Infinity;
      for (let j = 0; j < k; j++) {
        let square = 0;
        for (let c = 0; c < cols; c++) {
          const apart = data[c * rows + r]! - centres[j * cols + c]!;
          square += apart * apart;
        }
        out[r * k + j] = square;
        least = Math.min(least, square);
      }
      let sum = 0;
      for (let j = 0; j < k; j++) {
        const square = out[r * k + j]!;
        // In units of the nearest, which divides out: no square is too small or too large.
        const near = square === least ? 1 : least / square;
        out[r * k + j] = near;
        sum += near;
      }
      for (let j = 0; j < k; j++) out[r * k + j]! /= sum;
    }
  };
}
