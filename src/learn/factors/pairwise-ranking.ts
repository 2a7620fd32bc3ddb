import type { Run } from '../../contracts/run.ts';
import { normal, type Random, random, randomInt, seedFor } from '../../kernels/random.ts';
import type { Preferences } from '../../table/preferences.ts';

export type PairwiseSettings = {
  readonly factors: number;
  readonly rate: number;
  readonly regularisation: number;
  /** Draws, in pairs that were met. */
  readonly epochs: number;
};

/** Draws between two looks at whether to stop. */
const TOGETHER = 8192;
/** Draws of a rival before a user is taken to have met nearly all. */
const TRIES = 20;

/** Numbers of a vector: the factors, the bias, and zeros up to a multiple of 4. */
export const sizeFor = (factors: number): number => 4 * Math.ceil((factors + 1) / 4);

/**
 * Vectors that rank, for each user, what was met before what was not: Bayesian personalised ranking.
 *
 * x [users x items]: who met what; how strongly is not looked at. Pairs are drawn evenly, rivals evenly from what the user
 * did not meet, and learned from one after another, on one thread. @returns the items' vectors, [items x size] with the bias
 * at place `factors`. O(epochs pairs size). Throws 'train/cancelled'. Source: Rendle, Freudenthaler, Gantner and
 * Schmidt-Thieme 2009.
 */
export function fitPairwise(x: Preferences, settings: PairwiseSettings, run: Run): Float32Array {
  const { kernels } = run;
  const { factors, rate, regularisation, epochs } = settings;
  const size = sizeFor(factors);
  const r = random(seedFor(run.seed, 'pairwise'));
  return kernels.scope(() => {
    const users = startVectors(kernels.f32(x.users * size), size, factors, 1, r);
    const items = startVectors(kernels.f32(x.items * size), size, factors, 0, r);
    const draws = { user: kernels.i32(TOGETHER), item: kernels.i32(TOGETHER), rival: kernels.i32(TOGETHER) };
    const draw = drawer(x, r);
    const all = epochs * x.item.length;
    for (let done = 0; done < all; done += TOGETHER) {
      run.checkCancelled();
      run.progress(done / all, `${Math.floor(done / x.item.length)} of ${epochs} epochs`);
      const count = draw(draws, Math.min(TOGETHER, all - done));
      kernels.call.rankPairs(
        ...([0, count, draws.user, draws.item, draws.rival, users, items] as const),
        ...([size, factors, rate, regularisation] as const),
      );
    }
    return items.slice();
  });
}

/** Small normal draws, and the bias as given. */
function startVectors(
  out: Float32Array,
  size: number,
  factors: number,
  bias: number,
  r: Random,
): Float32Array {
  for (let at = 0; at < out.length; at += size) {
    for (let j = 0; j < factors; j++) out[at + j] = (0.1 / Math.sqrt(factors)) * normal(r);
    out[at + factors] = bias;
  }
  return out;
}

interface Draws {
  readonly user: Int32Array;
  readonly item: Int32Array;
  readonly rival: Int32Array;
}

/** Draw up to `wanted` pairs with a rival each; users who met all are passed over. */
function drawer({ users, items, start, item }: Preferences, r: Random) {
  const userOf = new Int32Array(item.length);
  for (let u = 0; u < users; u++) userOf.fill(u, start[u]!, start[u + 1]!);
  const met = (u: number, i: number): boolean => {
    let [low, high] = [start[u]!, start[u + 1]!];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (item[middle]! < i) low = middle + 1;
      else high = middle;
    }
    return low < start[u + 1]! && item[low] === i;
  };
  return (out: Draws, wanted: number): number => {
    let count = 0;
    for (let t = 0; t < wanted; t++) {
      const pair = randomInt(r, item.length);
      const user = userOf[pair]!;
      for (let tries = 0; tries < TRIES; tries++) {
        const rival = randomInt(r, items);
        if (met(user, rival)) continue;
        out.user[count] = user;
        out.item[count] = item[pair]!;
        out.rival[count++] = rival;
        break;
      }
    }
    return count;
  };
}
