import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { SourceShare } from '../../contracts/recommend-evaluation.ts';
import type { Pool } from '../../explain/ranking/candidate-pools.ts';
import { type Cut, meanOf } from '../../explain/ranking/measure-lists.ts';
import { blendValues } from './blend-weights.ts';

/**
 * What the mix would lose without each of its retrievers, on validation users: of what they wanted, the share that would
 * not be among the first hundred of any retriever any more, and the primary measure. Mean over users. O(retrievers x candidates of all users).
 */
export function marginalRecall(
  pools: readonly Pool[],
  names: readonly string[],
  weights: Float64Array,
  cut: Cut,
  known: KnownItems,
): SourceShare[] {
  const inMix = names.map((_, r) => r).filter((r) => weights[r]! > 0);
  const whole = meanOf(blendValues(pools, weights, cut, known));
  const all = recallOf(pools, inMix);
  return inMix.map((r) => {
    const rest = inMix.filter((other) => other !== r);
    const without = weights.slice();
    without[r] = 0;
    return {
      retriever: names[r]!,
      weight: weights[r]!,
      recall: recallOf(pools, [r]),
      marginalRecall: all - recallOf(pools, rest),
      marginalValue: whole - (rest.length === 0 ? 0 : meanOf(blendValues(pools, without, cut, known))),
    };
  });
}

/** Share of what users wanted that at least one of these retrievers has among its first hundred. */
function recallOf(pools: readonly Pool[], retrievers: readonly number[]): number {
  const shares = Float64Array.from(pools, ({ gain, first, asked }) => {
    let found = 0;
    gain.forEach((g, c) => {
      if (g > 0 && retrievers.some((r) => first[r]![c] === 1)) found++;
    });
    return found / asked.wanted.item.length;
  });
  return meanOf(shares);
}
