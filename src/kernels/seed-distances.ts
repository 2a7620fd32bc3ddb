import { squaredDistance } from './squared-distance.ts';

/**
 * What would be left of the distances if a candidate were the next centre, for each of `count` candidates.
 *
 * x [.. x cols] row after row; weights [..]; candidates [count x cols]; closest [..] squared distance of each row to the
 * centres so far. out[at + c] = sum over rows [from, to) of weight x min(closest, squared distance to candidate c).
 */
export function weighCandidates(
  x: Float64Array,
  from: number,
  to: number,
  cols: number,
  weights: Float64Array,
  candidates: Float64Array,
  count: number,
  closest: Float64Array,
  out: Float64Array,
  at: number,
): void {
  for (let c = 0; c < count; c++) out[at + c] = 0;
  for (let row = from; row < to; row++)
    for (let c = 0; c < count; c++)
      out[at + c]! +=
        weights[row]! * Math.min(closest[row]!, squaredDistance(x, row * cols, candidates, c * cols, cols));
}

/** closest [..] of rows [from, to) becomes the squared distance to `centre` [cols] where that is less. */
export function bringCloser(
  x: Float64Array,
  from: number,
  to: number,
  cols: number,
  centre: Float64Array,
  closest: Float64Array,
): void {
  for (let row = from; row < to; row++)
    closest[row] = Math.min(closest[row]!, squaredDistance(x, row * cols, centre, 0, cols));
}
