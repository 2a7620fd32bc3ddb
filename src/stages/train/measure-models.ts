import type { CrossValidation, Parity, TrainedModel } from '../../contracts/artifact.ts';
import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { Evaluation, Measured } from '../../contracts/evaluation.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { Metric } from '../../contracts/metric.ts';
import { TIERS } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { outputsOf } from '../../contracts/task.ts';
import { measure } from '../../explain/measure.ts';
import { chooseThreshold } from '../../explain/threshold.ts';
import { seedFor } from '../../kernels/random.ts';
import { metrics } from '../../metrics/index.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Progress } from '../../ports/progress.ts';
import { openPipeline } from '../../recipe/pipeline.ts';
import { manifestOf, pipelineOf, type Written } from '../../recipe/store.ts';
import type { Frame } from '../../table/frame.ts';
import { evaluate } from '../evaluate.ts';
import { wantsValidation } from './balance.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { crossValidate } from './cross-validate.ts';
import { type Fitted, fitModel, modelOf } from './fit-model.ts';
import type { Labelled } from './labelled.ts';
import { type HttpScorer, proveParity } from './parity.ts';
import type { Parts } from './parts.ts';
import { singleRowMicros } from './single-row.ts';

/** One model of a run: fitted, measured, proved; not stored yet. */
export interface MeasuredModel {
  readonly fitted: Fitted;
  readonly written: Written;
  readonly tier: TrainedModel['tier'];
  readonly validationScore: number | null;
  readonly threshold: number | null;
  readonly evaluation: Evaluation;
  /** [test rows x outputs] */
  readonly predicted: Float64Array;
  readonly fitSeconds: number;
  readonly singleRowMicros: number;
  readonly parity: Parity;
  /** Null when the design asks for none. */
  readonly crossValidation: CrossValidation | null;
}

export interface MeasurePorts {
  readonly clock: Clock;
  readonly kernels: Kernels;
  readonly progress: Progress;
  /** Throws 'train/cancelled' when the user has asked to stop. */
  readonly checkCancelled: () => void;
  /** Null where no server can be started: the parity of that path is then unknown. */
  readonly http: HttpScorer | null;
}

/**
 * Fit and measure every model of the design: baseline first, then simple, then complex.
 *
 * Each is fitted twice. On training rows alone, to be scored on validation rows: that score chooses the model and the
 * threshold. Then on training and validation rows together: this one is kept, and only now are test rows looked at.
 */
export async function measureModels(
  design: Design,
  parts: Parts,
  ports: MeasurePorts,
): Promise<MeasuredModel[]> {
  const done: MeasuredModel[] = [];
  for (const choice of inTierOrder(design.models)) {
    ports.progress.begin(`train ${choice.name}`);
    const baseline = done.find((m) => m.tier === 'baseline')?.predicted ?? null;
    const measured = await measureModel(design, choice, parts, baseline, ports);
    ports.progress.end(summary(measured.evaluation, measured.fitSeconds));
    const crossValidation = await crossValidated(design, choice, parts, measured.threshold, ports);
    done.push({ ...measured, crossValidation });
  }
  return done;
}

/** Index of the model to put forward: best on validation rows; the simpler one among equals. */
export function bestOf(design: Design, models: readonly MeasuredModel[]): number {
  const sign = primaryMetric(design).traits.better === 'higher' ? 1 : -1;
  const scores = models.map((m) =>
    m.validationScore === null ? Number.NEGATIVE_INFINITY : sign * m.validationScore,
  );
  return scores.indexOf(Math.max(...scores));
}

async function measureModel(
  design: Design,
  choice: ModelChoice,
  parts: Parts,
  baseline: Float64Array | null,
  ports: MeasurePorts,
): Promise<Omit<MeasuredModel, 'crossValidation'>> {
  const run = (from: number, to: number): Run => ({
    seed: seedFor(design.seed, choice.name),
    checkCancelled: ports.checkCancelled,
    progress: (fraction, note) => ports.progress.at(from + (to - from) * fraction, note),
    kernels: ports.kernels,
  });
  const trial = await fitModel(design, choice, parts.train, parts.validation, run(0, 0.4));
  const chosen = chooseOnValidation(design, trial, parts.validation);

  const began = ports.clock.elapsed();
  const [rows, beside] = wantsValidation(design)
    ? ([parts.train, parts.validation] as const)
    : ([parts.fitting, null] as const);
  const fitted = await fitModel(design, choice, rows, beside, run(0.4, 0.8), chosen.calibrated);
  const fitSeconds = (ports.clock.elapsed() - began) / 1000;

  const { model, recipe, state, adjustment, pipeline } = fitted;
  const { test } = parts;
  const predicted = pipeline.score(test.frame);
  const { threshold } = chosen;
  const evaluation = evaluate(
    {
      design,
      pipeline,
      test: test.frame,
      truth: test.truth,
      predicted,
      uncalibrated: uncalibrated(fitted, test.frame),
      baseline,
      threshold,
      importances: model.importances?.(state) ?? null,
    },
    run(0.8, 1),
  );
  const written = manifestOf({
    system: design.name,
    task: design.framing.task,
    fitted: recipe,
    model,
    params: choice.params,
    state,
    adjustment,
    threshold,
  });
  const reloaded = pipelineOf(written.manifest, written.tensors);
  return {
    fitted,
    written,
    tier: model.traits.tier,
    ...chosen,
    evaluation,
    predicted,
    fitSeconds,
    singleRowMicros: singleRowMicros(pipeline, test.frame, ports.clock),
    parity: await proveParity(choice.name, pipeline, reloaded, test.frame, ports.http),
  };
}

async function crossValidated(
  design: Design,
  choice: ModelChoice,
  { fitting }: Parts,
  threshold: number | null,
  { progress, checkCancelled, kernels }: MeasurePorts,
): Promise<CrossValidation | null> {
  if (design.evaluation.crossValidation === undefined) return null;
  progress.begin(`cross-validate ${choice.name}`);
  const run = {
    seed: seedFor(design.seed, choice.name),
    checkCancelled,
    kernels,
    progress: (fraction: number, note?: string) => progress.at(fraction, note),
  };
  const found = await crossValidate(design, choice, fitting, threshold, run);
  const { primary } = design.evaluation;
  const mean = found.metrics[primary]?.mean;
  progress.end(`${mean ? `${primary} ${shown(mean)}, ` : ''}${found.rounds.length} rounds`);
  return found;
}

function chooseOnValidation(
  design: Design,
  trial: Fitted,
  { frame, truth }: Labelled,
): Pick<MeasuredModel, 'validationScore' | 'threshold'> & Pick<Calibration, 'calibrated'> {
  const { task } = design.framing;
  const { calibrated, said: predicted } = calibrate(design, trial.pipeline.score(frame), truth);
  const threshold =
    task.category === 'binary'
      ? chooseThreshold(design.serving.threshold, truth, predicted, design.evaluation.costs)
      : null;
  const context = { task, threshold: threshold ?? 0.5 };
  const score = measure(primaryMetric(design), context, truth, predicted, outputsOf(task));
  return { validationScore: Number.isNaN(score) ? null : score, threshold, calibrated };
}

/** What would be said without the calibrator; null where there is none. */
function uncalibrated(
  { recipe, model, state, adjustment, pipeline }: Fitted,
  rows: Frame,
): Float64Array | null {
  if (adjustment.calibrated === null) return null;
  const before = { ...adjustment, calibrated: null };
  return openPipeline(recipe, model, state, pipeline.task, before).score(rows);
}

function primaryMetric(design: Design): Metric {
  const metric = metrics.find((m) => m.name === design.evaluation.primary);
  if (metric === undefined) throw new Error(`the design resolved to no metric: ${design.evaluation.primary}`);
  return metric;
}

function inTierOrder(choices: readonly ModelChoice[]): ModelChoice[] {
  const rank = (choice: ModelChoice): number => TIERS.indexOf(modelOf(choice).traits.tier);
  return [...choices].sort((a, b) => rank(a) - rank(b));
}

function summary(evaluation: Evaluation, seconds: number): string {
  const measured = evaluation.metrics[evaluation.primary]!;
  const fitted = `fitted in ${seconds.toFixed(2)} s`;
  if (measured.value === null)
    return `${evaluation.primary} cannot be measured on these test rows, ${fitted}`;
  return `${evaluation.primary} ${shown(measured)}, ${fitted}`;
}

function shown({ value, low, high }: Measured): string {
  if (value === null) return 'undefined';
  return low === null || high === null
    ? digits(value)
    : `${digits(value)} (${digits(low)} to ${digits(high)})`;
}

const digits = (x: number): string =>
  Math.abs(x) >= 1e4 && Math.abs(x) < 1e15 ? Math.round(x).toLocaleString('en') : x.toPrecision(4);
