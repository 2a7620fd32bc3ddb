import { squaredDistance } from './squared-distance.ts';

const { fround } = Math;

/** Numbers that `facts` holds of a row: its squared length, its weight, and the two bounds. */
export const ROW_FACTS = 4;

/** Length of the panels of k centres: half the squared lengths and the coordinates of eight centres side by side. */
export const panelLength = (k: number, cols: number): number => Math.ceil(k / 8) * 8 * (cols + 1);

/** Length of what one part of the rows sums: for each cluster its rows, weight and count; then the rows that moved. */
export const clusterSumsLength = (k: number, cols: number): number => k * (cols + 2) + 1;

/** Numbers in `motion` of k centres. */
export const motionLength = (k: number): number => 2 * k + 4;

/** Floats that `assignRows` of one part works in. */
export const assignScratch = (k: number, cols: number): number => 4 * (Math.ceil(k / 8) * 8 + cols + 1);

/** Above the rounding of float64 in a distance, below anything that matters. */
const SLACK = 1 + 1e-12;

/**
 * Give each of the rows [from, to) to its nearest centre, the first of equals, and keep the sums of the clusters.
 *
 * x [.. x cols] row after row, of size about 1 at most; facts [.. x ROW_FACTS]; labels [..] -1 before the first time
 * centres [k x cols]; panels [panelLength] the same as float32
 * motion [motionLength] of each centre how far it moved since the last time; of each centre half the way to the nearest
 *   other; the longest move, the longest but that one, whose the longest is, and the largest length of a centre
 * sums [..] from `sumsAt` [clusterSumsLength]: changed by the rows that change their cluster
 * scratch [..] from `scratchAt` [assignScratch]
 *
 * Bounds of a row: its own centre is no further than `upper`, every other no nearer than `lower`. They move with the
 * centres, and where the first stays below the second nothing is computed. Scores |c|^2 / 2 - x c in float32 decide where
 * they differ by more than they can be wrong; else float64 decides between those in doubt. So labels are those of
 * float64. O((to - from) k cols) at most. Source: Hamerly 2010, "Making k-means even faster".
 */
export function assignRows(
  x: Float64Array,
  from: number,
  to: number,
  cols: number,
  facts: Float64Array,
  labels: Int32Array,
  centres: Float64Array,
  k: number,
  panels: Float32Array,
  motion: Float64Array,
  sums: Float64Array,
  sumsAt: number,
  scratch: Float32Array,
  scratchAt: number,
): void {
  const farthest = motion[2 * k]!;
  const second = motion[2 * k + 1]!;
  const whose = motion[2 * k + 2]!;
  const size = motion[2 * k + 3]!;
  for (let row = from; row < to; row++) {
    const f = row * ROW_FACTS;
    const old = labels[row]!;
    if (old >= 0) {
      let upper = facts[f + 2]! + motion[old]!;
      const lower = facts[f + 3]! - (old === whose ? second : farthest);
      const enough = Math.max(lower, motion[k + old]!);
      if (upper >= enough)
        upper = Math.sqrt(squaredDistance(x, row * cols, centres, old * cols, cols)) * SLACK;
      facts[f + 2] = upper;
      facts[f + 3] = lower;
      if (upper < enough) continue;
    }
    scoreRow(x, row * cols, cols, k, panels, scratch, scratchAt);
    const label = settle(x, row, cols, facts, centres, k, size, scratch, scratchAt);
    if (label === old) continue;
    labels[row] = label;
    if (old >= 0) moveRow(x, row * cols, cols, -facts[f + 1]!, -1, sums, sumsAt + old * (cols + 2));
    moveRow(x, row * cols, cols, facts[f + 1]!, 1, sums, sumsAt + label * (cols + 2));
    sums[sumsAt + k * (cols + 2)]! += 1;
  }
}

/** scratch [k] |c|^2 / 2 - x c of each centre, in float32. */
function scoreRow(
  x: Float64Array,
  row: number,
  cols: number,
  k: number,
  panels: Float32Array,
  scratch: Float32Array,
  scratchAt: number,
): void {
  for (let j = 0; j < k; j++) {
    const panel = (j >> 3) * 8 * (cols + 1) + (j & 7);
    let sum = panels[panel]!;
    for (let p = 0; p < cols; p++)
      sum = fround(sum - fround(fround(x[row + p]!) * panels[panel + 8 * (p + 1)]!));
    scratch[scratchAt + j] = sum;
  }
}

/** Which centre is nearest by the scores, in float64 where they leave a doubt; writes both bounds. */
function settle(
  x: Float64Array,
  row: number,
  cols: number,
  facts: Float64Array,
  centres: Float64Array,
  k: number,
  size: number,
  scratch: Float32Array,
  scratchAt: number,
): number {
  let least = Infinity;
  let next = Infinity;
  let label = 0;
  for (let j = 0; j < k; j++) {
    const score = scratch[scratchAt + j]!;
    if (score < least) {
      next = least;
      least = score;
      label = j;
    } else if (score < next) next = score;
  }
  const f = row * ROW_FACTS;
  const square = facts[f]!;
  // Most that a score can be wrong by: Higham 2002, section 3.1; and what is too small for float32.
  const doubt =
    (cols + 4) * 6.1e-8 * size * (0.5 * size + Math.sqrt(square)) + 1e-14 * square + (cols + 4) * 1e-40;
  if (next - least > 2 * doubt) {
    facts[f + 2] = Math.sqrt(Math.max(0, square + 2 * (least + doubt)));
    facts[f + 3] = Math.sqrt(Math.max(0, square + 2 * (next - doubt)));
    return label;
  }
  let best = Infinity;
  for (let j = 0; j < k; j++) {
    if (scratch[scratchAt + j]! > least + 2 * doubt) continue;
    const distance = squaredDistance(x, row * cols, centres, j * cols, cols);
    if (distance < best) {
      best = distance;
      label = j;
    }
  }
  facts[f + 2] = Math.sqrt(best) * SLACK;
  facts[f + 3] = Math.sqrt(Math.max(0, square + 2 * (least - doubt)));
  return label;
}

/** Add `weight` times a row to the sums of a cluster, and to its weight and count. */
function moveRow(
  x: Float64Array,
  row: number,
  cols: number,
  weight: number,
  count: number,
  sums: Float64Array,
  at: number,
): void {
  for (let p = 0; p < cols; p++) sums[at + p]! += weight * x[row + p]!;
  sums[at + cols]! += weight;
  sums[at + cols + 1]! += count;
}

/** out[at] = the sum of weighted squared distances of rows [from, to) to the centres of their clusters. O(rows x cols). */
export function sumDistances(
  x: Float64Array,
  from: number,
  to: number,
  cols: number,
  facts: Float64Array,
  labels: Int32Array,
  centres: Float64Array,
  out: Float64Array,
  at: number,
): void {
  let sum = 0;
  for (let row = from; row < to; row++)
    sum += facts[row * ROW_FACTS + 1]! * squaredDistance(x, row * cols, centres, labels[row]! * cols, cols);
  out[at] = sum;
}
