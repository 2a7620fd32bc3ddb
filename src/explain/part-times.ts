import type { PartTimes, RowsOverTime } from '../contracts/part-times.ts';

/** Rows of one part. */
export interface TimedRows {
  /** [n] ms since 1970; NaN = nobody knows. */
  readonly at: ArrayLike<number>;
  /** [n] rows that each of them stands for; absent = 1. */
  readonly rows?: (i: number) => number;
}

/** Stretches of time that are told apart: bars that a narrow screen still shows. */
const STRETCHES = 60;

/** How many rows of each part fall into each of 60 stretches of time; null where no row has a time. O(n). */
export function partTimes(
  column: string,
  { train, validation, test }: Readonly<Record<'train' | 'validation' | 'test', TimedRows>>,
): PartTimes | null {
  const ends = [train, validation, test].map(({ at }) => endsOf(at));
  const first = Math.min(...ends.map((end) => end.first));
  const last = Math.max(...ends.map((end) => end.last));
  if (last < first) return null;
  let untimed = 0;
  const over = ({ at, rows }: TimedRows, end: Ends): RowsOverTime => {
    const counts = new Array<number>(STRETCHES).fill(0);
    for (let i = 0; i < at.length; i++) {
      const n = rows?.(i) ?? 1;
      const share = last === first ? 0 : (at[i]! - first) / (last - first);
      if (Number.isNaN(share)) untimed += n;
      else counts[Math.min(STRETCHES - 1, Math.floor(STRETCHES * share))]! += n;
    }
    return end.last < end.first ? { first: null, last: null, counts } : { ...end, counts };
  };
  const parts = {
    train: over(train, ends[0]!),
    validation: over(validation, ends[1]!),
    test: over(test, ends[2]!),
  };
  return { column, first, last, ...parts, untimed };
}

interface Ends {
  readonly first: number;
  readonly last: number;
}

/** The oldest and the newest instant; of none from Infinity to -Infinity. */
function endsOf(at: ArrayLike<number>): Ends {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < at.length; i++) {
    if (at[i]! < first) first = at[i]!;
    if (at[i]! > last) last = at[i]!;
  }
  return { first, last };
}
