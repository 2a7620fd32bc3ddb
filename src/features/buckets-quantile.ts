import type { Feature } from '../contracts/feature.ts';
import type { ParamsOf } from '../contracts/params.ts';
import { quantile, sortedPresent } from '../kernels/quantile.ts';
import { numbersOf } from '../table/forms.ts';
import { applyBuckets, type BucketState, bucketOutputs, bucketParams, bucketState } from './buckets.ts';

/** Cut at the quantiles of the training values, so that buckets hold like numbers of rows. */
export const bucketsQuantile: Feature<ParamsOf<typeof bucketParams>, BucketState> = {
  room: 'features',
  name: 'buckets-quantile',
  version: 1,
  about: 'Put numbers in buckets that hold about equally many training rows.',
  params: bucketParams,
  traits: { accepts: ['number'], writes: 'category', missing: 'passes', orders: true },
  fit({ column }, _target, { count }) {
    const sorted = sortedPresent(numbersOf(column));
    const inner = Array.from({ length: count - 1 }, (_, k) => quantile(sorted, (k + 1) / count));
    // An edge at the smallest value would leave the bucket below it empty. One at the largest stays: a value that
    // fills a whole bucket is worth having alone, be it the least or the greatest.
    return bucketState(inner.filter((edge) => edge > sorted[0]!));
  },
  outputs: bucketOutputs,
  apply: applyBuckets,
};
