import type { Run } from '../../contracts/run.ts';
import { assignScratch, clusterSumsLength, ROW_FACTS } from '../../kernels/assign-rows.ts';
import { squaredDistance } from '../../kernels/squared-distance.ts';
import type { CentredRows } from './centred-rows.ts';
import { Centres } from './centres.ts';

/** When Lloyd's iterations end. */
export interface LloydSettings {
  readonly iterations: number;
  /** The squared moves of all centres sum to this share of the mean variance of the columns at most. */
  readonly tolerance: number;
}

/** Where Lloyd's iterations came to. */
export interface Clusters {
  /** [k x cols] in the units of the rows. */
  readonly centres: Float64Array;
  /** [rows] */
  readonly labels: Int32Array;
  /** Sum of weighted squared distances to the centres, in the units of the rows. */
  readonly inertia: number;
  readonly iterations: number;
  /** Whether they ended by themselves. */
  readonly converged: boolean;
}

/**
 * Lloyd's algorithm from these centres [k x cols]: give each row to its nearest centre, move each centre to the mean of
 * its rows, until no row moves or the centres hardly do. Labels are those of the centres returned.
 *
 * A cluster without a row gets the row that is furthest from its centre. The same bits on any number of threads. Throws
 * 'train/cancelled'. O(rows x k x cols) an iteration at most; the more settled the rows, the less. Sources: Lloyd 1982;
 * bounds, Hamerly 2010; what is done in which order follows scikit-learn's KMeans, whose results these are.
 */
export function lloyd(
  rows: CentredRows,
  start: Float64Array,
  { iterations, tolerance }: LloydSettings,
  run: Run,
): Clusters {
  return run.kernels.scope(() => {
    const centres = new Centres(run.kernels, start, rows.cols);
    const assignment = new Assignment(rows, centres, run);
    const least = tolerance * rows.variance;
    let done = 0;
    let settled = false;
    let shift = Infinity;
    while (done < iterations && !settled && shift > least) {
      run.checkCancelled();
      const moved = assignment.update();
      settled = moved === 0;
      shift = centres.moveTo(assignment.means());
      done++;
      run.progress(done / iterations, `iteration ${done}: ${moved} rows changed their cluster`);
    }
    if (!settled) assignment.update();
    return {
      centres: centres.points.slice(),
      labels: assignment.labels.slice(),
      inertia: assignment.inertia(),
      iterations: done,
      converged: settled || shift <= least,
    };
  });
}

/** Which row is of which cluster, and the sums of the clusters' rows. */
class Assignment {
  /** [rows] */
  readonly labels: Int32Array;
  private readonly rows: CentredRows;
  private readonly centres: Centres;
  private readonly run: Run;
  /** [parts x clusterSumsLength] */
  private readonly sums: Float64Array;
  private readonly scratch: Float32Array;
  private readonly partSums: Float64Array;
  private readonly stride: number;

  constructor(rows: CentredRows, centres: Centres, run: Run) {
    const { kernels } = run;
    const { parts } = rows;
    this.rows = rows;
    this.centres = centres;
    this.run = run;
    this.labels = kernels.i32(rows.rows).fill(-1);
    this.stride = clusterSumsLength(centres.k, rows.cols);
    this.sums = kernels.f64(parts.length * this.stride);
    this.scratch = kernels.f32(parts.length * assignScratch(centres.k, rows.cols));
    this.partSums = kernels.f64(parts.length);
  }

  /** Give each row to its nearest centre. @returns rows that change their cluster. */
  update(): number {
    const { rows, centres, labels, sums, stride, scratch } = this;
    const { x, cols, facts, parts } = rows;
    const { points, k, panels, motion } = centres;
    const room = assignScratch(k, cols);
    const last = (part: number): number => (part + 1) * stride - 1;
    for (let p = 0; p < parts.length; p++) sums[last(p)] = 0;
    this.run.kernels.calls(
      'assignRows',
      parts.map(({ from, to }, p) => [
        ...([x, from, to, cols, facts, labels, points, k, panels, motion] as const),
        ...([sums, p * stride, scratch, p * room] as const),
      ]),
    );
    let moved = 0;
    for (let p = 0; p < parts.length; p++) moved += sums[last(p)]!;
    return moved;
  }

  /** [k x cols] the mean of the rows of each cluster. */
  means(): Float64Array {
    const { rows, centres, sums, stride } = this;
    const { cols } = rows;
    const { k } = centres;
    const width = cols + 2;
    const whole = new Float64Array(k * width);
    for (let p = 0; p < rows.parts.length; p++)
      for (let i = 0; i < whole.length; i++) whole[i]! += sums[p * stride + i]!;
    this.fillEmpty(whole);
    const means = new Float64Array(k * cols);
    for (let j = 0; j < k; j++)
      for (let c = 0; c < cols; c++) {
        const weight = whole[j * width + cols]!;
        means[j * cols + c] = weight > 0 ? whole[j * width + c]! / weight : centres.points[j * cols + c]!;
      }
    return means;
  }

  /** Take the furthest rows out of their clusters for those that have none. */
  private fillEmpty(whole: Float64Array): void {
    const { rows, centres, labels } = this;
    const { x, cols, facts } = rows;
    const width = cols + 2;
    const empty: number[] = [];
    for (let j = 0; j < centres.k; j++) if (whole[j * width + cols + 1] === 0) empty.push(j);
    if (empty.length === 0) return;
    const far = Float64Array.from(labels, (label, r) =>
      squaredDistance(x, r * cols, centres.points, label * cols, cols),
    );
    for (const cluster of empty) {
      const row = far.reduce((best, d, r) => (d > far[best]! ? r : best), 0);
      // No row is left that stands apart from its centre.
      if (far[row]! <= 0) return;
      far[row] = 0;
      const weight = facts[row * ROW_FACTS + 1]!;
      const old = labels[row]!;
      for (let c = 0; c < cols; c++) {
        const part = weight * x[row * cols + c]!;
        whole[old * width + c]! -= part;
        whole[cluster * width + c] = part;
      }
      whole[old * width + cols]! -= weight;
      whole[cluster * width + cols] = weight;
    }
  }

  /** Sum of weighted squared distances of the rows to their centres. */
  inertia(): number {
    const { rows, centres, labels, partSums } = this;
    const { x, cols, facts, parts } = rows;
    this.run.kernels.calls(
      'sumDistances',
      parts.map(({ from, to }, p) => [x, from, to, cols, facts, labels, centres.points, partSums, p]),
    );
    return partSums.reduce((a, b) => a + b, 0);
  }
}
