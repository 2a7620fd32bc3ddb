import { partOfRun, type Run } from '../../contracts/run.ts';
import { random, seedFor } from '../../kernels/random.ts';
import type { Matrix } from '../../table/matrix.ts';
import { centredRows, pointsOf, valuesOf } from './centred-rows.ts';
import { type Clusters, type LloydSettings, lloyd } from './lloyd.ts';
import { type Start, startCentres } from './start-centres.ts';

export interface KMeansSettings extends LloydSettings {
  readonly clusters: number;
  /** How the first centres are chosen; or the centres themselves, [clusters x cols] in the units of the columns. */
  readonly start: Start | Float64Array;
  /** How often it is begun anew; the least inertia is kept. With given centres once. */
  readonly starts: number;
}

/**
 * k-means: the centres that leave the least sum of squared distances, as far as Lloyd's algorithm finds them.
 *
 * x [rows x cols] finite, at least one row; weights [rows] or null = all 1. Centres come [clusters x cols] in the units
 * of x, and inertia in their squares. Where fewer rows differ than there are clusters, some stay without a row. Throws
 * 'train/cancelled', 'train/memory'. Copies the rows: 8 bytes a value, and 36 a row.
 */
export function kMeans(
  x: Matrix,
  weights: Float64Array | null,
  { clusters, start, starts, ...settings }: KMeansSettings,
  run: Run,
): Clusters {
  const { kernels } = run;
  return kernels.scope(() => {
    const rows = centredRows(x, weights, kernels);
    const times = typeof start === 'string' ? starts : 1;
    let best: Clusters | null = null;
    for (let t = 0; t < times; t++) {
      run.checkCancelled();
      const draw = random(seedFor(run.seed, `k-means ${t}`));
      const first =
        typeof start === 'string'
          ? startCentres(rows, clusters, start, draw, kernels)
          : pointsOf(start, rows);
      const found = lloyd(rows, first, settings, partOfRun(run, t / times, 1 / times));
      if (best === null || found.inertia < best.inertia) best = found;
    }
    const { centres, inertia, ...rest } = best!;
    return { ...rest, centres: valuesOf(centres, rows), inertia: inertia * rows.unit ** 2 };
  });
}
