import type { CalibrationBin } from '../contracts/evaluation.ts';
import { sortOrder } from '../kernels/sort-order.ts';
import { wilson } from './wilson.ts';

/**
 * Do events said to happen with probability p happen with probability p?
 *
 * Rows are put in order of their probability and cut into bins of about equal size; equal probabilities are never
 * parted, so there are fewer bins when few distinct ones exist.
 *
 * hit  [rows] 1 where what was foretold came true, else 0
 * said [rows] its probability
 *
 * O(rows).
 */
export function calibration(hit: Float64Array, said: Float64Array, bins = 10): readonly CalibrationBin[] {
  const rows = said.length;
  const order = sortOrder(said);
  const out: CalibrationBin[] = [];
  let from = 0;
  for (let bin = 0; bin < bins && from < rows; bin++) {
    let to = Math.max(from + 1, Math.round(((bin + 1) * rows) / bins));
    while (to < rows && said[order[to]!] === said[order[to - 1]!]) to++;
    let hits = 0;
    let sum = 0;
    for (let i = from; i < to; i++) {
      hits += hit[order[i]!]!;
      sum += said[order[i]!]!;
    }
    const n = to - from;
    out.push({ predicted: sum / n, observed: hits / n, ...wilson(hits, n), rows: n });
    from = to;
  }
  return out;
}
