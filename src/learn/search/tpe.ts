import type { Random } from '../../kernels/random.ts';
import { densityAt, drawFrom, type Parzen, parzenOf } from './parzen.ts';
import { type Point, randomPoint, type Space } from './space.ts';

/** A place that has been tried. */
export interface Tried {
  readonly point: Point;
  /** Lower is better; NaN is worst. */
  readonly loss: number;
}

/** Trials before any is chosen by what has been learned. */
export const TPE_STARTS = 8;
/** Share of the trials that are the good ones; never more than so many. */
const GOOD_SHARE = 0.2;
const MOST_GOOD = 25;
const CANDIDATES = 24;

/**
 * Where to look next: of places drawn as the good trials lie, the one where good trials are densest beside the others.
 *
 * By chance until there are a few trials. Each dimension by itself (the tree-structured Parzen estimator). O(trials x
 * dimensions). Source: Bergstra et al. 2011, "Algorithms for hyper-parameter optimization".
 */
export function tpePoint(space: Space, tried: readonly Tried[], r: Random): Point {
  if (tried.length < TPE_STARTS) return randomPoint(space, r);
  const ranked = tried
    .map((trial, i) => ({
      ...trial,
      i,
      loss: Number.isNaN(trial.loss) ? Number.POSITIVE_INFINITY : trial.loss,
    }))
    .sort((a, b) => a.loss - b.loss || a.i - b.i);
  const good = Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * ranked.length));
  return Float64Array.from(space, (dimension, d) => {
    const values = ranked.map(({ point }) => point[d]!);
    const [better, rest] = [values.slice(0, good), values.slice(good)];
    if ('choices' in dimension) return bestChoice(dimension.choices.length, better, rest, r);
    return bestNumber(parzenOf(better), parzenOf(rest), r);
  });
}

function bestNumber(good: Parzen, others: Parzen, r: Random): number {
  let best = 0;
  let most = -1;
  for (let i = 0; i < CANDIDATES; i++) {
    const value = drawFrom(good, r);
    const worth = densityAt(good, value) / densityAt(others, value);
    if (worth > most) {
      most = worth;
      best = value;
    }
  }
  return best;
}

/** As for numbers: candidates are drawn by how often good trials had them, one more for each that was not seen. */
function bestChoice(choices: number, good: readonly number[], others: readonly number[], r: Random): number {
  const share = (values: readonly number[], k: number): number =>
    (values.filter((v) => v === k).length + 1) / (values.length + choices);
  let best = 0;
  let most = -1;
  for (let i = 0; i < CANDIDATES; i++) {
    let k = 0;
    for (let left = r() - share(good, 0); left > 0 && k < choices - 1; left -= share(good, k)) k++;
    const worth = share(good, k) / share(others, k);
    if (worth > most) {
      most = worth;
      best = k;
    }
  }
  return best;
}
