import type { Measured } from '../../contracts/evaluation.ts';
import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { Pool } from '../../explain/ranking/candidate-pools.ts';
import { type Cut, meanOf, pairedUserDifference } from '../../explain/ranking/measure-lists.ts';
import { blendValues, blendWeights } from './blend-weights.ts';

/** How retrievers are combined, and what that is worth on validation users. */
export interface Mix {
  /** By retriever; 0 = not needed. */
  readonly weights: Float64Array;
  /** The primary measure on users by whom the weights were not found. */
  readonly value: number;
  /** Index of the best retriever alone, and its measure on the same users. */
  readonly best: number;
  readonly bestValue: number;
  /** How much better the blend is than the best alone, each user with himself. */
  readonly gain: Measured;
  /** [users] the primary measure of each, by weights that he had no part in. */
  readonly values: Float64Array;
}

const BOOTSTRAP = { samples: 1000, level: 0.95 };

/**
 * Weigh the retrievers on validation users, and keep the best one alone unless the mix is better on users by whom it was
 * not found: weights found on one half are judged on the other, and the other way about. The weights kept are those of all.
 *
 * only: take the mix in any case.
 */
export function chooseMix(
  pools: readonly Pool[],
  retrievers: number,
  cut: Cut,
  known: KnownItems,
  { only, seed, checkCancelled }: { only: boolean; seed: number; checkCancelled: () => void },
): Mix {
  const alone = Array.from({ length: retrievers }, (_, r) => {
    const weights = new Float64Array(retrievers);
    weights[r] = 1;
    return { weights, values: blendValues(pools, weights, cut, known) };
  });
  const means = alone.map(({ values }) => meanOf(values));
  const best = means.indexOf(Math.max(...means));
  const bestValue = means[best]!;
  const single: Mix = {
    weights: alone[best]!.weights,
    value: bestValue,
    best,
    bestValue,
    gain: { value: 0, low: null, high: null },
    values: alone[best]!.values,
  };
  if (retrievers === 1 || pools.length < 2) return single;
  const values = new Float64Array(pools.length);
  for (const half of [0, 1]) {
    const mine = pools.filter((_, u) => u % 2 === half);
    const { weights } = blendWeights(mine, retrievers, cut, known, checkCancelled);
    const others = pools.filter((_, u) => u % 2 !== half);
    blendValues(others, weights, cut, known).forEach((value, i) => {
      values[2 * i + (1 - half)] = value;
    });
  }
  const gain = pairedUserDifference(values, alone[best]!.values, { ...BOOTSTRAP, seed });
  if (!only && !(gain.value! > 0)) return { ...single, gain };
  const { weights } = blendWeights(pools, retrievers, cut, known, checkCancelled);
  return { weights, value: meanOf(values), best, bestValue, gain, values };
}
