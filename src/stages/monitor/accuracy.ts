import type { TrainedModel } from '../../contracts/artifact.ts';
import type { Measured } from '../../contracts/evaluation.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { AccuracyCheck, VersionAccuracy } from '../../contracts/monitoring.ts';
import { outputsOf } from '../../contracts/task.ts';
import { sampleNumbers, testNumbers } from '../../detectors/anderson-darling.ts';
import { intervals } from '../../explain/intervals.ts';
import { normalQuantile } from '../../kernels/normal-quantile.ts';
import { quantile } from '../../kernels/quantile.ts';
import { seedFor } from '../../kernels/random.ts';
import { metrics as room } from '../../metrics/index.ts';
import type { LabelledRow } from './labelled-rows.ts';
import type { PredictionRow } from './prediction-rows.ts';

/** Resamples of a live interval: it is looked at often, and its width need not be known to the last digit. */
const SAMPLES = 200;
/** With fewer labels of a version nothing is measured. */
const FEWEST = 10;
/** Rows of either kind below which a difference of labelled and unlabelled scores is not tested. */
const FEWEST_FOR_BIAS = 20;
const BIAS_LEVEL = 0.01;

export interface AccuracyInput {
  readonly labelled: readonly LabelledRow[];
  /** The latest predictions, labelled or not. */
  readonly recent: readonly PredictionRow[];
  /** What was measured of each version when it was trained. */
  readonly trained: ReadonlyMap<number, TrainedModel>;
  /** Chance that a version no worse than tested is called worse. */
  readonly falseAlarmRate: number;
  readonly seed: number;
}

/** Answers against the labels that have come, by version, beside what the test part promised. */
export function accuracyCheck(input: AccuracyInput): AccuracyCheck {
  const { labelled, recent, trained } = input;
  const seen = new Set(labelled.map((row) => row.id));
  const covered = recent.filter((row) => seen.has(row.id)).length;
  const coverage = recent.length === 0 ? null : covered / recent.length;
  const delays = Float64Array.from(labelled, (row) => row.labelledAt - row.at).sort();
  const biasPValue = labelBias(recent, seen, input.seed);
  const versions: VersionAccuracy[] = [];
  for (const [version, model] of trained)
    for (const shadow of [false, true]) {
      const found = versionAccuracy(version, model, shadow, input);
      if (found !== null) versions.push(found);
    }
  return {
    primary: [...trained.values()][0]?.evaluation.primary ?? null,
    labels: labelled.length,
    coverage,
    medianDelayMs: delays.length === 0 ? null : quantile(delays, 0.5),
    biasPValue,
    versions,
    says: saysOf(labelled.length, coverage, biasPValue),
  };
}

function versionAccuracy(
  version: number,
  model: TrainedModel,
  shadow: boolean,
  { labelled, falseAlarmRate, seed }: AccuracyInput,
): VersionAccuracy | null {
  const rows = labelled.flatMap(({ at, truth, ...row }) => {
    const by = shadow ? row.shadow : row;
    return by?.version === version ? [{ at, truth, out: by.out }] : [];
  });
  if (rows.length < FEWEST) return null;
  const { task, threshold } = model.manifest;
  const { metrics: tested, primary, interval } = model.evaluation;
  const truth = Float64Array.from(rows, (row) => row.truth);
  const predicted = Float64Array.from(rows.flatMap((row) => row.out));
  const options = { samples: SAMPLES, level: interval.level, seed: seedFor(seed, `accuracy@${version}`) };
  const live: Record<string, Measured> = {};
  for (const metric of room.filter((m) => Object.hasOwn(tested, m.name))) {
    const context = { task, threshold: threshold ?? 0.5 };
    Object.assign(live, intervals([metric], context, truth, predicted, outputsOf(task), options));
  }
  const metric = room.find((m) => m.name === primary);
  const sides =
    metric && differenceOf(metric, live[primary]!, tested[primary]!, interval.level, falseAlarmRate);
  return {
    version,
    shadow,
    rows: rows.length,
    from: Math.min(...rows.map((row) => row.at)),
    to: Math.max(...rows.map((row) => row.at)),
    live,
    tested,
    difference: sides?.difference ?? null,
    worse: sides?.worse ?? null,
  };
}

/**
 * Live minus tested, turned so that positive is better. Live rows and test rows are different rows, so the variances
 * add; each is read off its interval as if it were normal.
 */
function differenceOf(
  metric: Metric,
  live: Measured,
  tested: Measured,
  level: number,
  rate: number,
): { difference: Measured; worse: boolean } | null {
  const sides = [live, tested];
  if (sides.some(({ value, low, high }) => value === null || low === null || high === null)) return null;
  const sign = metric.traits.better === 'higher' ? 1 : -1;
  const z = normalQuantile((1 + level) / 2);
  const sd = Math.hypot(...sides.map(({ low, high }) => (high! - low!) / (2 * z)));
  const value = sign * (live.value! - tested.value!);
  return {
    difference: { value, low: value - z * sd, high: value + z * sd },
    worse: value < normalQuantile(rate) * sd,
  };
}

/**
 * p-value that labels come for a random choice of predictions. If churners are found out sooner than others, the first
 * labels are mostly of churners, and accuracy on them is not accuracy.
 */
function labelBias(recent: readonly PredictionRow[], seen: ReadonlySet<string>, seed: number): number | null {
  const scores = (wanted: boolean): Float64Array =>
    Float64Array.from(recent.filter((row) => seen.has(row.id) === wanted).map((row) => row.out[0]!));
  const without = scores(false);
  const having = scores(true);
  if (without.length < FEWEST_FOR_BIAS || having.length < FEWEST_FOR_BIAS) return null;
  return testNumbers(sampleNumbers(without, without.length), having, BIAS_LEVEL, seedFor(seed, 'labels'))
    .pValue;
}

function saysOf(labels: number, coverage: number | null, biasPValue: number | null): string {
  if (labels === 0) return 'No labels yet: send them to POST /v1/feedback with the id of their prediction.';
  const share = coverage === null ? 'none' : `${(100 * coverage).toFixed(0)} %`;
  const have = `${share} of the latest predictions have a label.`;
  if (biasPValue !== null && biasPValue <= BIAS_LEVEL)
    return `${have} Those with and without one were scored differently (p ${biasPValue.toPrecision(2)}), so labels come sooner for some than for others, and these figures are of the early ones only.`;
  if (coverage !== null && coverage < 0.8)
    return `${have} If labels come sooner for some outcomes than for others, these figures lean towards those.`;
  return have;
}
