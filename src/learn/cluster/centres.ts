import type { Kernels } from '../../contracts/kernels.ts';
import { motionLength, panelLength } from '../../kernels/assign-rows.ts';
import { squaredDistance } from '../../kernels/squared-distance.ts';

/** Lengths are given up or down by this much, so that bounds stay true whatever was rounded. */
const SLACK = 1 + 1e-12;

/** The centres as `assignRows` takes them. */
export class Centres {
  readonly k: number;
  readonly cols: number;
  /** [k x cols] */
  readonly points: Float64Array;
  readonly panels: Float32Array;
  readonly motion: Float64Array;

  constructor(kernels: Kernels, start: Float64Array, cols: number) {
    this.k = start.length / cols;
    this.cols = cols;
    this.points = kernels.f64(start.length);
    this.panels = kernels.f32(panelLength(this.k, cols));
    this.motion = kernels.f64(motionLength(this.k));
    this.moveTo(start);
  }

  /** Put the centres at `to` [k x cols]. @returns the sum of the squared moves. O(k^2 cols). */
  moveTo(to: Float64Array): number {
    const { k, cols, points, motion } = this;
    let total = 0;
    let [most, next, whose] = [0, 0, -1];
    for (let j = 0; j < k; j++) {
      const square = squaredDistance(to, j * cols, points, j * cols, cols);
      const move = Math.sqrt(square) * SLACK;
      total += square;
      motion[j] = move;
      if (move > most) [most, next, whose] = [move, most, j];
      else if (move > next) next = move;
    }
    points.set(to);
    motion.set([most, next, whose, this.layPanels()], 2 * k);
    this.measureGaps();
    return total;
  }

  /** Write the panels. @returns the largest length of a centre. */
  private layPanels(): number {
    const { k, cols, points, panels } = this;
    let largest = 0;
    // A centre that is only padding is infinitely far.
    panels.fill(0);
    for (let j = 0; j < Math.ceil(k / 8) * 8; j++) {
      const panel = (j >> 3) * 8 * (cols + 1) + (j & 7);
      if (j >= k) {
        panels[panel] = Infinity;
        continue;
      }
      let square = 0;
      for (let p = 0; p < cols; p++) {
        const value = points[j * cols + p]!;
        square += value * value;
        panels[panel + 8 * (p + 1)] = value;
      }
      panels[panel] = square / 2;
      largest = Math.max(largest, square);
    }
    return Math.sqrt(largest) * SLACK;
  }

  /** A row that is nearer to its centre than half the way to any other belongs there. */
  private measureGaps(): void {
    const { k, cols, points, motion } = this;
    motion.fill(Infinity, k, 2 * k);
    for (let i = 0; i < k; i++)
      for (let j = 0; j < i; j++) {
        const half = Math.sqrt(squaredDistance(points, i * cols, points, j * cols, cols)) / (2 * SLACK);
        motion[k + i] = Math.min(motion[k + i]!, half);
        motion[k + j] = Math.min(motion[k + j]!, half);
      }
  }
}
