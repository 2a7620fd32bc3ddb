import { drawShare } from '../../kernels/draw-share.ts';
import type { Random } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';

export interface GreedyOptions {
  /** Members are added this many times at most; the same one may be added again. */
  readonly rounds: number;
  /** A bag begins with this many of its best. */
  readonly best: number;
  /** Selections over parts of the library that are averaged; 1 = one over all of it. */
  readonly bags: number;
  /** Part of the library that a bag may choose from. */
  readonly share: number;
}

/**
 * How much each member of a library should count: members are added one at a time, with replacement, whichever makes the
 * loss of the mean lowest; the mean up to the round with the lowest loss is kept.
 *
 * library: by member [n] what it says of rows that it has not seen, as it is to be averaged.
 * loss: of a mean [n]; lower is better, NaN is worst.
 * @returns [members] shares >= 0 that sum to 1. Equal members: the earlier one.
 *
 * A bag never ends worse on these rows than its best member. O(bags x rounds x members x n).
 * Source: Caruana et al. 2004, "Ensemble selection from libraries of models" (sorted initialization, bagging).
 */
export function greedySelection(
  library: readonly Float64Array[],
  loss: (mean: Float64Array) => number,
  { rounds, best, bags, share }: GreedyOptions,
  r: Random,
): Float64Array {
  const alone = Float64Array.from(library, (said) => orWorst(loss(said)));
  const shares = new Float64Array(library.length);
  for (let bag = 0; bag < bags; bag++) {
    const drawn = bags === 1 ? range(library.length) : drawShare(range(library.length), share, r).drawn;
    const counts = selectFrom(library, drawn, alone, loss, rounds, best);
    const total = counts.reduce((a, b) => a + b);
    counts.forEach((count, m) => {
      shares[m]! += count / total / bags;
    });
  }
  return shares;
}

function selectFrom(
  library: readonly Float64Array[],
  drawn: Int32Array,
  alone: Float64Array,
  loss: (mean: Float64Array) => number,
  rounds: number,
  best: number,
): Float64Array {
  const sum = new Float64Array(library[0]!.length);
  const mean = new Float64Array(sum.length);
  const counts = new Float64Array(library.length);
  const ranked = [...drawn].sort((a, b) => alone[a]! - alone[b]! || a - b);
  let size = 0;
  const add = (m: number): void => {
    const said = library[m]!;
    for (let i = 0; i < sum.length; i++) sum[i]! += said[i]!;
    counts[m]!++;
    size++;
  };
  const lossWith = (m: number): number => {
    const said = library[m]!;
    for (let i = 0; i < sum.length; i++) mean[i] = (sum[i]! + said[i]!) / (size + 1);
    return orWorst(loss(mean));
  };
  let lowest = alone[ranked[0]!]!;
  let kept = new Float64Array(library.length);
  kept[ranked[0]!] = 1;
  const keepIfLower = (value: number): void => {
    if (!(value < lowest)) return;
    lowest = value;
    kept = counts.slice();
  };
  for (const m of ranked.slice(0, Math.min(best, rounds))) {
    const value = lossWith(m);
    add(m);
    keepIfLower(value);
  }
  while (size < rounds) {
    let chosen = ranked[0]!;
    let value = Number.POSITIVE_INFINITY;
    for (const m of ranked) {
      const tried = lossWith(m);
      if (tried < value) {
        value = tried;
        chosen = m;
      }
    }
    add(chosen);
    keepIfLower(value);
  }
  return kept;
}

const orWorst = (loss: number): number => (Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss);
