import { partOfRun, type Run } from '../../contracts/run.ts';
import { seedFor } from '../../kernels/random.ts';
import type { Matrix } from '../../table/matrix.ts';
import { type FittedMixture, type MixtureSettings, maximise, mixtureOf } from './expectation-maximisation.ts';
import { kMeans } from './k-means.ts';
import type { Start } from './start-centres.ts';

/** Of the k-means that a mixture begins from. */
const CLUSTERING = { starts: 1, iterations: 300, tolerance: 1e-4 } as const;

export interface GaussianMixtureSettings extends MixtureSettings {
  readonly components: number;
  /** How the k-means begins that it begins from. */
  readonly start: Start;
  readonly starts: number;
}

/**
 * A mixture of `components` normal distributions, begun from the clusters of k-means, `starts` times anew; the likeliest
 * is kept. See `maximise` and `kMeans` for what they ask, throw and cost.
 */
export function gaussianMixture(
  x: Matrix,
  weights: Float64Array | null,
  { components, start: first, starts, ...settings }: GaussianMixtureSettings,
  run: Run,
): FittedMixture {
  let best: FittedMixture | null = null;
  for (let t = 0; t < starts; t++) {
    const part = partOfRun(run, t / starts, 1 / starts);
    const { labels } = kMeans(
      x,
      weights,
      { ...CLUSTERING, clusters: components, start: first },
      { ...partOfRun(part, 0, 0.2), seed: seedFor(run.seed, `mixture ${t}`) },
    );
    const shares = new Float64Array(x.rows * components);
    labels.forEach((label, r) => {
      shares[r * components + label] = 1;
    });
    const start = mixtureOf(x, weights, shares, components, settings.diagonal, settings.added);
    const found = maximise(x, weights, start, settings, partOfRun(part, 0.2, 0.8));
    if (best === null || found.bound > best.bound) best = found;
  }
  return best!;
}
