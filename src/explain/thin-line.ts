import type { Line } from './line.ts';

/**
 * The same line through at most `most` (>= 3) of its points.
 *
 * Points on a straight stretch go first, which changes nothing. If too many are left, the line is cut into buckets of
 * consecutive points, and from each the one is kept that spans the largest triangle with its neighbours: corners stay.
 * Ends are always kept. O(points).
 *
 * Source: Steinarsson 2013, "Downsampling time series for visual representation", largest triangle three buckets.
 */
export function thinLine(line: Line, most: number): Line {
  const corners = cornersOf(line);
  return corners.x.length <= most ? corners : largestTriangles(corners, most);
}

function cornersOf({ x, y }: Line): Line {
  const keep: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const before = keep.at(-1);
    const inner = before !== undefined && i < x.length - 1;
    if (inner && twiceArea(x, y, before, i, i + 1) === 0 && between(x, y, before, i, i + 1)) continue;
    keep.push(i);
  }
  return { x: keep.map((i) => x[i]!), y: keep.map((i) => y[i]!) };
}

const between = (x: readonly number[], y: readonly number[], a: number, b: number, c: number): boolean =>
  (x[b]! - x[a]!) * (x[c]! - x[b]!) >= 0 && (y[b]! - y[a]!) * (y[c]! - y[b]!) >= 0;

const twiceArea = (x: readonly number[], y: readonly number[], a: number, b: number, c: number): number =>
  Math.abs((x[a]! - x[c]!) * (y[b]! - y[a]!) - (x[a]! - x[b]!) * (y[c]! - y[a]!));

function largestTriangles({ x, y }: Line, most: number): Line {
  const inner = x.length - 2;
  const buckets = most - 2;
  const startOf = (b: number): number => 1 + Math.floor((b * inner) / buckets);
  const keep = [0];
  for (let b = 0; b < buckets; b++) {
    const from = startOf(b);
    const to = startOf(b + 1);
    // The far corner of the triangle is the mean of the next bucket, or the last point.
    const nextTo = b === buckets - 1 ? x.length : startOf(b + 2);
    const cx = meanOf(x, to, nextTo);
    const cy = meanOf(y, to, nextTo);
    const a = keep.at(-1)!;
    let best = from;
    let bestArea = -1;
    for (let i = from; i < to; i++) {
      const area = Math.abs((x[a]! - cx) * (y[i]! - y[a]!) - (x[a]! - x[i]!) * (cy - y[a]!));
      if (area > bestArea) {
        best = i;
        bestArea = area;
      }
    }
    keep.push(best);
  }
  keep.push(x.length - 1);
  return { x: keep.map((i) => x[i]!), y: keep.map((i) => y[i]!) };
}

function meanOf(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}
