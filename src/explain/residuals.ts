import type { Curves } from '../contracts/evaluation.ts';
import { random, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { binEdges, countInto } from './histogram.ts';

const SHOWN = 1000;
const BINS = 41;

/**
 * Predicted against true values, for a scatter plot, and how the differences are spread.
 *
 * truth, predicted [rows], rows > 0. The sample is drawn without replacement, in row order. O(rows log rows).
 */
export function residuals(
  truth: Float64Array,
  predicted: Float64Array,
  seed: number,
): NonNullable<Curves['residuals']> {
  const rows = truth.length;
  const shown = shuffle(range(rows), random(seed)).slice(0, SHOWN).sort();
  const differences = truth.map((t, r) => t - predicted[r]!);
  const sorted = differences.slice().sort();
  // Zero lies in the middle of the middle bin, so that the eye can judge bias.
  const reach = Math.max(
    Math.abs(sorted[Math.floor(0.005 * rows)]!),
    Math.abs(sorted[Math.ceil(0.995 * rows) - 1]!),
  );
  const edges = binEdges(-reach, reach, BINS);
  const counts = new Array<number>(BINS).fill(0);
  countInto(counts, edges, differences);
  return {
    predicted: Array.from(shown, (r) => predicted[r]!),
    truth: Array.from(shown, (r) => truth[r]!),
    histogram: { edges, counts },
  };
}
