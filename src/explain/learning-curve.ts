import type { LearningCurve, Measured } from '../contracts/evaluation.ts';
import type { Metric } from '../contracts/metric.ts';
import { fitPowerLaw, type PowerLaw, powerLawAt } from '../kernels/power-law.ts';
import { quantile } from '../kernels/quantile.ts';
import { type Random, random, randomInt } from '../kernels/random.ts';
import { diagnosis } from './learning-diagnosis.ts';

export interface LearningCurveOptions {
  readonly resamples: number;
  /** Share of resamples inside the interval. */
  readonly level: number;
  readonly seed: number;
}

/** How many times the rows there are. */
const FACTOR = 2;
/** Fewer sizes than this tell of no law. */
const LEAST_SIZES = 4;

/**
 * What more rows would bring, from models fitted on parts of the rows there are.
 *
 * What lacks to the best value of the metric is taken to fall as limit + scale x rows^-power. A fit on few rows strays
 * more than one on many: it weighs less, by its rows. The interval comes of resampling the residuals of the law, each
 * brought to the size of its rows. Source: Cortes et al. 1993, "Learning curves"; Viering and Loog 2021 for the law's limits.
 */
export function learningCurve(
  metric: Metric,
  points: LearningCurve['points'],
  options: LearningCurveOptions,
): LearningCurve {
  const told = points.filter((p) => p.validation !== null);
  const rows = Float64Array.from(told, (p) => p.rows);
  const { better, range } = metric.traits;
  const best = better === 'higher' ? range[1] : range[0];
  const most = Math.max(0, ...rows);
  const level = { metric: metric.name, points, rows: most };
  if (new Set(rows).size < LEAST_SIZES || !Number.isFinite(best))
    return { ...level, law: null, gain: null, diagnosis: diagnosis(metric, points, null, null) };
  const lacks = Float64Array.from(told, (p) => Math.abs(best - p.validation!));
  const law = fitPowerLaw(rows, lacks, rows);
  const gain: Measured = gainOf(law, rows, lacks, options);
  return {
    ...level,
    law: { best, sign: better === 'higher' ? -1 : 1, ...law },
    gain: { factor: FACTOR, ...gain },
    diagnosis: diagnosis(metric, points, gain, FACTOR),
  };
}

/** How much less lacks with twice the rows, and its interval. */
function gainOf(
  law: PowerLaw,
  rows: Float64Array,
  lacks: Float64Array,
  { resamples, level, seed }: LearningCurveOptions,
): Measured {
  const most = Math.max(...rows);
  const gain = (of: PowerLaw): number => powerLawAt(of, most) - powerLawAt(of, FACTOR * most);
  // Three numbers were fitted: what is left is smaller than what strays.
  const inflated = Math.sqrt(rows.length / Math.max(1, rows.length - 3));
  const strays = lacks.map((lack, i) => inflated * (lack - powerLawAt(law, rows[i]!)) * Math.sqrt(rows[i]!));
  const r: Random = random(seed);
  const drawn = new Float64Array(resamples);
  for (let s = 0; s < resamples; s++) {
    const again = rows.map((n) =>
      Math.max(0, powerLawAt(law, n) + strays[randomInt(r, strays.length)]! / Math.sqrt(n)),
    );
    drawn[s] = gain(fitPowerLaw(rows, again, rows));
  }
  drawn.sort();
  const value = gain(law);
  return {
    value,
    low: Math.min(value, quantile(drawn, (1 - level) / 2)),
    high: Math.max(value, quantile(drawn, (1 + level) / 2)),
  };
}
