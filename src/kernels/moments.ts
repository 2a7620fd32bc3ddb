/** Mean and standard deviation of the values that are present. */
export interface Moments {
  readonly count: number;
  /** 0 when no value is present. */
  readonly mean: number;
  /** Of the population (divided by n), >= 0. */
  readonly sd: number;
}

/** Above this magnitude squares might not fit a double. */
const LARGE = 2 ** 480;
const SHRINK = 2 ** -600;

/**
 * Two-pass moments of the finite values; NaN is skipped. Holds for any magnitude: huge columns are shrunk by a power
 * of two first. O(n), allocates nothing that grows.
 */
export function moments(values: Float64Array): Moments {
  let count = 0;
  let largest = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (Number.isNaN(v)) continue;
    const size = Math.abs(v);
    count++;
    sum += v;
    if (size > largest) largest = size;
  }
  if (count === 0) return { count, mean: 0, sd: 0 };
  const unit = largest > LARGE ? SHRINK : 1;
  if (unit !== 1) sum = shrunkSum(values);
  const mean = sum / count;
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (Number.isNaN(v)) continue;
    const d = v * unit - mean;
    squares += d * d;
    drift += d;
  }
  // `drift` is 0 but for the rounding of the mean: taking it out of both makes up for it.
  const variance = Math.max(0, (squares - (drift * drift) / count) / count);
  return { count, mean: (mean + drift / count) / unit, sd: Math.sqrt(variance) / unit };
}

function shrunkSum(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (!Number.isNaN(v)) sum += v * SHRINK;
  }
  return sum;
}
