/** A weighted mean in the making; what most row-by-row measures accumulate. */
export interface WeightedMean {
  sum: number;
  weight: number;
}

export const startMean = (): WeightedMean => ({ sum: 0, weight: 0 });

/** Add one value. Weight 0 adds nothing, whatever the value. */
export function addToMean(acc: WeightedMean, value: number, weight: number): void {
  if (weight === 0) return;
  acc.sum += weight * value;
  acc.weight += weight;
}

export function mergeMeans<A extends WeightedMean>(a: A, b: A): A {
  a.sum += b.sum;
  a.weight += b.weight;
  return a;
}

/** NaN when nothing was added. */
export const meanOf = (acc: WeightedMean): number => acc.sum / acc.weight;
