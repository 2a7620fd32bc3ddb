import { normal, type Random } from '../../../src/kernels/random.ts';

/** Shares of a whole by a symmetric Dirichlet distribution: gamma draws over their sum. */
export function dirichlet(size: number, concentration: number, r: Random): number[] {
  const draws = Array.from({ length: size }, () => gamma(concentration, r));
  // All can round to zero where the concentration is tiny: then one takes all.
  const total = draws.reduce((sum, v) => sum + v, 0);
  if (total > 0) return draws.map((v) => v / total);
  const winner = Math.floor(r() * size);
  return draws.map((_, i) => (i === winner ? 1 : 0));
}

/** Marsaglia and Tsang 2000, with their boost for shapes below 1. */
function gamma(shape: number, r: Random): number {
  if (shape < 1) return gamma(shape + 1, r) * (1 - r()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(r);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - r()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Inverse Gaussian. Michael, Schucany and Haas 1976. */
export function inverseGaussian(mean: number, shape: number, z: number, u: number): number {
  const y = (mean * z * z) / shape;
  const x = mean * (1 + y / 2 - Math.sqrt(y + (y * y) / 4));
  return u <= mean / (mean + x) ? x : (mean * mean) / x;
}

/** How many, when they come independently. Knuth 1969, for small means. */
export function poisson(mean: number, r: Random): number {
  const limit = Math.exp(-mean);
  let n = 0;
  for (let product = r(); product > limit; product *= r()) n++;
  return n;
}

/**
 * Weights of a Pareto distribution, at the middles of equal shares of it rather than drawn: a town of any seed has the
 * same heavy tail. tail: its exponent, above 0. Sum 1.
 */
export function paretoWeights(count: number, tail: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, i) => ((i + 0.5) / count) ** (-1 / tail));
  const total = weights.reduce((sum, v) => sum + v, 0);
  return weights.map((v) => v / total);
}

/** Weights of which none is more than so large a share of all: what is above is dealt out over the others. Sum 1. */
function capWeights(weights: Float64Array, most: number): Float64Array {
  const capped = weights.slice();
  for (let round = 0; round < 50; round++) {
    const total = capped.reduce((sum, v) => sum + v, 0);
    for (let i = 0; i < capped.length; i++) capped[i] = Math.min(capped[i]! / total, most);
  }
  return capped;
}

/** A heavy tail in which the largest tenth holds a given share of all, nobody more than `most`. Found by bisection. */
export function heavyTail(count: number, topTenth: number, most: number): Float64Array {
  const tenth = Math.max(1, Math.round(count / 10));
  const held = (weights: Float64Array): number => weights.subarray(0, tenth).reduce((sum, v) => sum + v, 0);
  // The smaller the exponent, the heavier the tail.
  let [low, high] = [0.2, 20];
  for (let step = 0; step < 40; step++) {
    const tail = Math.sqrt(low * high);
    if (held(capWeights(paretoWeights(count, tail), most)) > topTenth) low = tail;
    else high = tail;
  }
  return capWeights(paretoWeights(count, high), most);
}

/** Draws indices by weights, in O(log n) each. */
export function picker(weights: Float64Array): (u: number) => number {
  const until = Float64Array.from(weights);
  for (let i = 1; i < until.length; i++) until[i]! += until[i - 1]!;
  const total = until[until.length - 1]!;
  return (u) => {
    let low = 0;
    let high = until.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (until[middle]! > u * total) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** An hour of the day, however far it was moved. */
export const wrapHour = (hour: number): number => ((hour % 24) + 24) % 24;
