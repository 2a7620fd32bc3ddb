/**
 * Set the first n values to 0. Of shared memory that is several times quicker in the twin than by `fill`, which V8 does
 * there value by value. O(n), allocates nothing.
 */
export function clearValues(values: Float32Array, n: number): void {
  values.fill(0, 0, n);
}
