import type { Design } from '../contracts/design.ts';
import type { Comparison, Evaluation, Measured, Metrics, Slice } from '../contracts/evaluation.ts';
import type { Metric, MetricContext } from '../contracts/metric.ts';
import type { Pipeline } from '../contracts/pipeline.ts';
import type { Run } from '../contracts/run.ts';
import { outputsOf } from '../contracts/task.ts';
import { clusterShape } from '../explain/cluster-shape.ts';
import { curves } from '../explain/curves.ts';
import { importancesBySource } from '../explain/importances.ts';
import { intervals, pairedDifference } from '../explain/intervals.ts';
import { measure } from '../explain/measure.ts';
import { permutationImportance } from '../explain/permutation-importance.ts';
import { cutRows } from '../explain/slices.ts';
import { worstSlice } from '../explain/worst-slice.ts';
import { seedFor } from '../kernels/random.ts';
import { metrics as room } from '../metrics/index.ts';
import type { Frame } from '../table/frame.ts';
import type { Matrix } from '../table/matrix.ts';

export interface EvaluateInput {
  readonly design: Design;
  readonly pipeline: Pipeline;
  /** Rows that nothing was fitted or chosen on; every column that the design slices by. */
  readonly test: Frame;
  /** [rows] class index or value. */
  readonly truth: Float64Array;
  /** [rows] index >= 0 of the list that a row stands in; of a ranking. */
  readonly groups?: Int32Array;
  /** [rows x columns] the rows as the model sees them; cluster only. */
  readonly encoded?: Matrix | null;
  /** [rows x outputs] what the pipeline says of them. */
  readonly predicted: Float64Array;
  /** [rows x outputs] what it would say without its calibrator; null or absent where it has none. */
  readonly uncalibrated?: Float64Array | null;
  /** [rows x outputs] what the baseline says of them; null when this is the baseline. */
  readonly baseline: Float64Array | null;
  /** Binary: positive when P >= threshold; null = 0.5. */
  readonly threshold: number | null;
  /** [matrix columns] what the model itself tells; null = measure by permutation, unless this is the baseline. */
  readonly importances: Float64Array | null;
}

type Told = Pick<Run, 'checkCancelled' | 'progress'>;

/**
 * Measure a fitted pipeline on held-out rows: metrics with intervals, the difference to the baseline, slices, the
 * points of every plot, importances.
 *
 * Deterministic in the design's seed. Cost: the bootstrap, about samples x rows x metrics.
 * Throws 'train/cancelled'.
 */
export function evaluate(input: EvaluateInput, run: Told): Evaluation {
  const { design, pipeline, truth, groups, predicted, threshold } = input;
  const { samples, level } = design.evaluation;
  const { task } = pipeline;
  const context: MetricContext = { task, threshold: threshold ?? 0.5 };
  const outputs = outputsOf(task);
  const primary = metricNamed(design.evaluation.primary);
  const chosen = [...new Set([primary, ...design.evaluation.metrics.map(metricNamed)])];
  const options = { samples, level, seed: seedFor(design.seed, 'intervals') };

  run.checkCancelled();
  const metrics = intervals(chosen, context, truth, predicted, outputs, options, groups);
  run.progress(0.5, `${primary.label} ${metrics[primary.name]!.value?.toFixed(4) ?? 'undefined'}`);
  run.checkCancelled();
  const versusBaseline = input.baseline && {
    metric: primary.name,
    difference: pairedDifference(
      primary,
      context,
      truth,
      predicted,
      input.baseline,
      outputs,
      options,
      groups,
    ),
  };
  const slices = measureSlices(input, primary, chosen, context, run);
  return {
    format: 1,
    rows: truth.length,
    task,
    primary: primary.name,
    metrics,
    interval: { method: 'bootstrap', ...options },
    versusBaseline,
    slices,
    worstSlice: worstSlice(slices, primary.name, primary.traits.better, level),
    threshold,
    ...(task.category === 'cluster' &&
      input.encoded && {
        clusters: clusterShape(input.encoded, predicted, outputs, seedFor(design.seed, 'silhouette')),
      }),
    curves: curves({
      task,
      truth,
      predicted,
      uncalibrated: input.uncalibrated ?? null,
      threshold,
      costs: design.evaluation.costs,
      seed: seedFor(design.seed, 'curves'),
    }),
    importances: importancesOf(input, primary, context),
  };
}

function measureSlices(
  { design, pipeline, test, truth, groups: lists, predicted }: EvaluateInput,
  primary: Metric,
  chosen: readonly Metric[],
  context: MetricContext,
  run: Told,
): readonly Slice[] {
  const { samples, level, slices } = design.evaluation;
  const outputs = outputsOf(pipeline.task);
  const seed = seedFor(design.seed, 'slices');
  const groups = cutRows(test, slices);
  return groups.map(({ column, value, rows }, i) => {
    run.checkCancelled();
    run.progress(0.5 + (0.5 * i) / groups.length, `slice ${column}`);
    const y = Float64Array.from(rows, (r) => truth[r]!);
    const group = lists && Int32Array.from(rows, (r) => lists[r]!);
    const said = new Float64Array(rows.length * outputs);
    rows.forEach((r, i) => {
      said.set(predicted.subarray(r * outputs, (r + 1) * outputs), i * outputs);
    });
    const metrics: Record<string, Measured> = {
      ...intervals([primary], context, y, said, outputs, { samples, level, seed }, group),
    };
    for (const metric of chosen)
      metrics[metric.name] ??= withoutInterval(measure(metric, context, y, said, outputs, undefined, group));
    return { column, value, rows: rows.length, metrics: metrics satisfies Metrics };
  });
}

function importancesOf(
  input: EvaluateInput,
  primary: Metric,
  context: MetricContext,
): Evaluation['importances'] {
  const { design, pipeline, test, truth, groups, baseline, importances } = input;
  if (importances !== null) return importancesBySource(pipeline.columns, importances);
  if (baseline === null) return null;
  const rows = { frame: test, truth, ...(groups && { groups }) };
  const options = { level: design.evaluation.level, seed: seedFor(design.seed, 'importances') };
  return permutationImportance(pipeline, rows, primary, context, options);
}

/**
 * How far each model of a run lies from one of them, on the same rows.
 *
 * predicted: by model, [rows x outputs]. Cost: one paired bootstrap a model.
 */
export function compareModels(
  design: Design,
  context: MetricContext,
  { truth, groups }: { readonly truth: Float64Array; readonly groups?: Int32Array },
  predicted: readonly Float64Array[],
  subject: number,
): Comparison {
  const { primary, samples, level } = design.evaluation;
  const metric = metricNamed(primary);
  const options = { samples, level, seed: seedFor(design.seed, 'intervals') };
  const outputs = outputsOf(context.task);
  const differences = predicted.map((other, i) =>
    i === subject
      ? null
      : pairedDifference(metric, context, truth, predicted[subject]!, other, outputs, options, groups),
  );
  return { metric: primary, subject, differences };
}

const withoutInterval = (value: number): Measured => ({
  value: Number.isNaN(value) ? null : value,
  low: null,
  high: null,
});

/** The design has been resolved: its names exist. */
function metricNamed(name: string): Metric {
  const metric = room.find((m) => m.name === name);
  if (metric === undefined) throw new Error(`no metric ${JSON.stringify(name)}`);
  return metric;
}
