/** A line through points in drawing order. */
export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}
