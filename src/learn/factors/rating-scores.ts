import type { Query } from '../../contracts/retriever.ts';
import { type RatingState, vectorSolver } from './rating-factors.ts';

/** Tells what a user would rate items. One thread uses it; it holds what is known of the user that was read last. */
export interface RatingPredictor {
  /** What he rated: from then on `of` speaks of him. O(ratings factors^2 + factors^3). */
  read(query: Query): void;
  /** What he would rate an item, within the range of ratings met; of an item that nobody rated, what he rates on average. */
  of(item: number): number;
}

/** Lay a state out. The bias and the vector of a user are the exact solutions for his past: new users need no training. */
export function openRatings({ facts, arrays }: RatingState): RatingPredictor {
  const { items, mean, low, high, signed, factors: size, biasPenalty } = facts;
  const { bias, factors } = arrays;
  const solve = vectorSolver(factors, arrays.gram, items, facts);
  const vector = new Float64Array(size);
  let own = 0;
  return {
    read({ length, item, weight }) {
      const rated = new Map<number, number>();
      for (let e = 0; e < length; e++)
        if (weight[e] !== 0 && item[e]! < items)
          rated.set(item[e]!, signed ? weight[e]! : Math.abs(weight[e]!));
      const known = [...rated.keys()];
      const left = Float64Array.from(known, (i) => rated.get(i)! - mean - bias[i]!);
      own = left.reduce((sum, e) => sum + e, 0) / Math.max(Number.MIN_VALUE, known.length + biasPenalty);
      solve(
        known,
        left.map((e) => e - own),
        vector,
      );
    },
    of(item) {
      let rating = mean + own;
      if (item < items) {
        rating += bias[item]!;
        for (let j = 0; j < size; j++) rating += vector[j]! * factors[item * size + j]!;
      }
      return Math.min(high, Math.max(low, rating));
    },
  };
}
