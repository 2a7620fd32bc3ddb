import type { Aggregate } from '../contracts/aggregate.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';

const MINUTE_MS = 60_000;
/** Cells before the buckets: the number of the newest bucket, and the sum of all that are held. */
const HEAD = 2;

const params = {
  windowMinutes: {
    type: 'number',
    default: 60,
    min: 0.1,
    max: 10_000_000,
    unit: 'minutes',
    about: 'How far back events count.',
  },
  buckets: {
    type: 'integer',
    default: 60,
    min: 1,
    max: 1000,
    about: 'Parts of the window that are forgotten one by one: more are more exact, and take more memory.',
  },
} as const satisfies ParamSpecs;

export const windowSum: Aggregate<ParamsOf<typeof params>> = {
  room: 'aggregates',
  name: 'window-sum',
  version: 1,
  about:
    'Sum of the values of events within a sliding window, made of buckets that begin at whole multiples of their length: the present bucket and those before it. One number a bucket and key.',
  params,
  forgets: ({ windowMinutes }) => windowMinutes * MINUTE_MS,
  open({ windowMinutes, buckets }) {
    const bucketMs = (windowMinutes * MINUTE_MS) / buckets;
    /** Cell of a bucket after `from`; buckets before 1970 are numbered below 0. */
    const cellOf = (bucket: number): number => HEAD + (((bucket % buckets) + buckets) % buckets);

    /** Forget buckets that lie out of a window that ends with bucket `newest`. O(buckets passed), at most all. */
    const advance = (cells: Float64Array, from: number, newest: number): void => {
      const passed = newest - cells[from]!;
      if (passed >= buckets || Number.isNaN(passed)) {
        cells.fill(0, from + 1, from + HEAD + buckets);
      } else {
        for (let b = newest - passed + 1; b <= newest; b++) cells[from + cellOf(b)] = 0;
        cells[from + 1] = sumOf(cells, from);
      }
      cells[from] = newest;
    };
    const sumOf = (cells: Float64Array, from: number): number => {
      let all = 0;
      for (let b = 0; b < buckets; b++) all += cells[from + HEAD + b]!;
      return all;
    };
    return {
      width: HEAD + buckets,
      start(cells, from) {
        cells.fill(0, from, from + HEAD + buckets);
        cells[from] = Number.NaN;
      },
      update(cells, from, at, value) {
        const bucket = Math.floor(at / bucketMs);
        if (!(cells[from]! >= bucket)) advance(cells, from, bucket);
        if (cells[from]! - bucket >= buckets) return;
        cells[from + cellOf(bucket)]! += value;
        cells[from + 1]! += value;
      },
      // Asking changes nothing: what is asked for may lie ahead of events that are still to come.
      value(cells, from, at) {
        const newest = cells[from]!;
        const passed = Math.floor(at / bucketMs) - newest;
        if (!(passed > 0)) return cells[from + 1]!;
        if (passed >= buckets) return 0;
        let all = 0;
        for (let b = newest + passed - buckets + 1; b <= newest; b++) all += cells[from + cellOf(b)]!;
        return all;
      },
    };
  },
};
