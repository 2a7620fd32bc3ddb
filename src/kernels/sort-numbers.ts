/** Digits of 11 bits, a count for each of which the twin keeps: in numbers of 8 bytes. */
export const SORT_SCRATCH = (6 * 2048) / 2;

/**
 * Sort the first n values, rising.
 *
 * values [n]  no NaN; -0 goes before 0
 * scratch [n + SORT_SCRATCH]  the twin sorts digit by digit, from one array to the other
 *
 * O(n log n) here, O(n) there.
 */
export function sortNumbers(values: Float64Array, n: number, _scratch: Float64Array): void {
  values.subarray(0, n).sort();
}
