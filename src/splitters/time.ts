import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { LEFT_OUT, type SplitInput, type Splitter, TEST, TRAIN, VALIDATION } from '../contracts/splitter.ts';
import { fail } from '../errors/fail.ts';
import { sortOrder } from '../kernels/sort-order.ts';

const DAY_MS = 86_400_000;

const params = {
  gapDays: {
    type: 'number',
    default: 0,
    min: 0,
    max: 100_000,
    unit: 'days',
    about:
      'Rows of the last days before the next part are left out: their truth is known too late, or tells of what comes.',
  },
} as const satisfies ParamSpecs;

/**
 * The past trains, the latest rows test: as the model will be used.
 *
 * Rows of one instant stay together: a boundary moves to the nearest change of time. No seed, no chance. Throws
 * 'train/split-time-missing' when a row has no time.
 */
export const time: Splitter<ParamsOf<typeof params>> = {
  room: 'splitters',
  name: 'time',
  version: 1,
  about: 'The earliest rows train, the latest test; right when the future is predicted from the past.',
  params,
  traits: { needs: 'time', byChance: false, ordered: true },
  assign(input, { train, validation }, { gapDays }) {
    const { rows } = input;
    const times = timesOf(input);
    const order = sortOrder(times);
    const trainEnd = nearestChange(times, order, train * rows);
    const validationEnd = nearestChange(times, order, (train + validation) * rows);
    const parts = new Uint8Array(rows);
    order.forEach((row, i) => {
      const end = i < trainEnd ? trainEnd : validationEnd;
      const next = i < validationEnd && end < rows ? times[order[end]!]! : Number.POSITIVE_INFINITY;
      if (gapDays > 0 && times[row]! >= next - gapDays * DAY_MS) parts[row] = LEFT_OUT;
      else parts[row] = i < trainEnd ? TRAIN : i < validationEnd ? VALIDATION : TEST;
    });
    return parts;
  },
  folds(input, k) {
    const { rows } = input;
    const times = timesOf(input);
    const order = sortOrder(times);
    const ends = Array.from({ length: k }, (_, f) => nearestChange(times, order, ((f + 1) * rows) / k));
    const folds = new Uint8Array(rows);
    order.forEach((row, i) => {
      folds[row] = ends.findIndex((end) => i < end);
    });
    return folds;
  },
};

function timesOf({ rows, column }: SplitInput): Float64Array {
  if (column?.form !== 'number') throw new Error('a time split needs a column of instants');
  const missing = column.values.reduce((n, t) => n + Number(Number.isNaN(t)), 0);
  if (missing > 0) throw fail('train/split-time-missing', { missing, rows });
  return column.values;
}

/** The position nearest to `at` where time changes; the ends count as changes, and of two as near the earlier one. */
function nearestChange(times: Float64Array, order: Int32Array, at: number): number {
  const n = order.length;
  const changes = (i: number): boolean => i <= 0 || i >= n || times[order[i - 1]!] !== times[order[i]!];
  // Sums of shares such as 0.6 + 0.2 + 0.2 may miss a whole number by a rounding.
  const middle = Math.round(at * 1e9) / 1e9;
  let before = Math.floor(middle);
  let after = Math.ceil(middle);
  while (!changes(before)) before--;
  while (!changes(after)) after++;
  return middle - before <= after - middle ? Math.max(0, before) : Math.min(n, after);
}
