import type { Feature } from '../contracts/feature.ts';
import type { ParamsOf } from '../contracts/params.ts';
import { numbersOf } from '../table/forms.ts';
import { applyBuckets, type BucketState, bucketOutputs, bucketParams, bucketState } from './buckets.ts';

/** Cut the range of the training values into buckets of equal width; values outside fall in the outer buckets. */
export const bucketsWidth: Feature<ParamsOf<typeof bucketParams>, BucketState> = {
  room: 'features',
  name: 'buckets-width',
  version: 1,
  about: 'Put numbers in buckets of equal width.',
  params: bucketParams,
  traits: { accepts: ['number'], writes: 'category', missing: 'passes', orders: true },
  fit({ column }, _target, { count }) {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const v of numbersOf(column)) {
      if (v < min) min = v;
      if (v > max) max = v;
    }
    if (!(min < max)) return bucketState([]);
    // A weighted sum, not min + k * width: the width of -1e308..1e308 is no double.
    const edge = (k: number): number => min * (1 - k / count) + max * (k / count);
    return bucketState(Array.from({ length: count - 1 }, (_, k) => edge(k + 1)));
  },
  outputs: bucketOutputs,
  apply: applyBuckets,
};
