import { select } from './select.ts';

/** Values from which on it pays to look for the median's neighbourhood first. */
const MANY = 4096;
/** Buckets by sign, exponent and four bits of the fraction: sixteen between a number and its double. */
const BUCKETS = 2 ** 16;

/**
 * The median of the values that are not NaN: the mean of the middle two when their number is even; NaN when there is
 * none. O(n) on average, a copy of the values near it.
 */
export function median(values: Float64Array): number {
  const { near, size, below, present } = values.length < MANY ? allPresent(values) : middlePresent(values);
  if (present === 0) return Number.NaN;
  const middle = (present >> 1) - below;
  const high = select(near, size, middle);
  if (present % 2 === 1) return high;
  // All that is not above stands before the middle; the largest of it is the other one.
  let low = near[0]!;
  for (let i = 1; i < middle; i++) if (near[i]! > low) low = near[i]!;
  const sum = low + high;
  return Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2;
}

/** Values among which the middle two are. */
interface Near {
  /** The first `size` of these. */
  readonly near: Float64Array;
  readonly size: number;
  /** How many lie below them. */
  readonly below: number;
  /** How many there are in all. */
  readonly present: number;
}

function allPresent(values: Float64Array): Near {
  const near = new Float64Array(values.length);
  let size = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) near[size++] = values[i]!;
  return { near, size, below: 0, present: size };
}

/** Count the values by their leading bits, and take those of the buckets in which the middle two are. */
function middlePresent(values: Float64Array): Near {
  // Little-endian, as every machine is that Node runs on: the second word of a double holds its leading bits.
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const counts = new Uint32Array(BUCKETS);
  let present = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    counts[bucketOf(words[2 * i + 1]!)]!++;
    present++;
  }
  let first = 0;
  let below = 0;
  while (first < BUCKETS - 1 && below + counts[first]! < present >> 1) below += counts[first++]!;
  let last = first;
  let size = counts[first]!;
  while (last < BUCKETS - 1 && below + size <= present >> 1) size += counts[++last]!;
  const near = new Float64Array(size);
  let taken = 0;
  for (let i = 0; i < values.length; i++) {
    const bucket = bucketOf(words[2 * i + 1]!);
    if (bucket >= first && bucket <= last && !Number.isNaN(values[i]!)) near[taken++] = values[i]!;
  }
  return { near, size, below, present };
}

/** Rises with the number, from the word of its sign and exponent: of negative numbers all bits are turned over. */
const bucketOf = (word: number): number => (word >>> 16) ^ (((word >> 31) & 0x7fff) | 0x8000);
