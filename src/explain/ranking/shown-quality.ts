import type { Measured } from '../../contracts/evaluation.ts';
import { type BootstrapOptions, overResamples } from '../bootstrap.ts';
import { meanInterval } from './measure-lists.ts';

/** Items that were shown, scored: of one user after another. */
export interface ScoredShown {
  /** [shown] */
  readonly user: Int32Array;
  /** [shown] higher is better, for the order alone. */
  readonly score: Float64Array;
  /** [shown] 1 = taken. */
  readonly taken: Float64Array;
}

/**
 * The chance that something a user took was scored above something that he was shown and did not take, equals counted half:
 * the mean over users, with its interval; users who took all or nothing count for nothing.
 */
export function shownAuc({ user, score, taken }: ScoredShown, options: BootstrapOptions): Measured {
  const values = [...rowsByUser(user).values()].map((rows) => {
    const said = rows.map((r) => score[r]!);
    const came = rows.map((r) => taken[r]!);
    let [above, pairs] = [0, 0];
    for (let a = 0; a < rows.length; a++)
      for (let b = 0; b < rows.length; b++)
        if (came[a]! > 0 && came[b] === 0) {
          pairs += 1;
          above += said[a]! > said[b]! ? 1 : said[a] === said[b] ? 0.5 : 0;
        }
    return pairs === 0 ? Number.NaN : above / pairs;
  });
  return meanInterval(Float64Array.from(values), options);
}

/** Chances are taken as no nearer to 0 or 1. */
const LEAST = 1e-12;

/**
 * Normalised cross-entropy: the mean log loss of chances, over that of the share that was taken, said of every impression
 * alike. Below 1 they tell more than that share; the interval is over users. NaN-free: null where all or nothing was taken.
 * Source: He et al. 2014, "Practical lessons from predicting clicks on ads at Facebook".
 */
export function normalisedCrossEntropy(
  { user, score: chance, taken }: ScoredShown,
  options: BootstrapOptions,
): Measured {
  const rows = [...rowsByUser(user).values()];
  const sums = rows.map((of) => {
    let [loss, came] = [0, 0];
    for (const r of of) {
      const p = Math.min(1 - LEAST, Math.max(LEAST, chance[r]!));
      loss -= Math.log(taken[r]! > 0 ? p : 1 - p);
      came += taken[r]! > 0 ? 1 : 0;
    }
    return { loss, came, n: of.length };
  });
  return overResamples(
    rows.length,
    (counts) => {
      let [loss, came, n] = [0, 0, 0];
      sums.forEach((sum, u) => {
        loss += counts[u]! * sum.loss;
        came += counts[u]! * sum.came;
        n += counts[u]! * sum.n;
      });
      const p = came / n;
      return loss / n / -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
    },
    options,
  );
}

function rowsByUser(user: Int32Array): Map<number, number[]> {
  return Map.groupBy(user.keys(), (r) => user[r]!);
}
