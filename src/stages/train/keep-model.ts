import type { CrossValidation, Parity, TrainedModel } from '../../contracts/artifact.ts';
import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { Evaluation } from '../../contracts/evaluation.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { Prequential } from '../../contracts/prequential.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import type { SearchRecord } from '../../contracts/search.ts';
import type { Start } from '../../contracts/start.ts';
import type { TradeOffs } from '../../contracts/trade-offs.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Progress } from '../../ports/progress.ts';
import { encode } from '../../recipe/encode.ts';
import { openPipeline } from '../../recipe/pipeline.ts';
import { manifestOf, pipelineOf, type Written } from '../../recipe/store.ts';
import type { Frame } from '../../table/frame.ts';
import { evaluate } from '../evaluate.ts';
import { wantsValidation } from './balance.ts';
import type { ModelStart } from './champion-start.ts';
import type { Chosen } from './choose.ts';
import { type Fitted, fitModel } from './fit-model.ts';
import { measureHeads } from './further-heads.ts';
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
  /** Where the design has its parameters searched. */
  readonly search?: SearchRecord;
  /** Where the run was to go on from the champion. */
  readonly start?: Start;
  /** Where the design asks for it. */
  readonly prequential?: Prequential;
  /** Of the models of a search under a budget. */
  readonly tradeOffs?: TradeOffs;
}

export interface MeasurePorts {
  readonly clock: Clock;
  readonly kernels: Kernels;
  readonly progress: Progress;
  /** Throws 'train/cancelled' when the user has asked to stop. */
  readonly checkCancelled: () => void;
  /** Null where no server can be started: the parity of that path is then unknown. */
  readonly http: HttpScorer | null;
  /** Bytes that the process holds; absent where that cannot be measured. */
  readonly memory?: () => number;
}

/** What was decided about the model, and where its fit begins; without `start` from nothing. */
export interface Deciding extends Chosen {
  readonly start?: ModelStart | undefined;
}

/**
 * Fit the model that is kept, on training and validation rows together, measure it on test rows and prove that it answers
 * alike on every path. `baseline`: [test rows x outputs] what the baseline says; null for itself.
 */
export async function keepModel(
  design: Design,
  choice: ModelChoice,
  chosen: Deciding,
  parts: Parts,
  baseline: Float64Array | null,
  run: Run,
  ports: MeasurePorts,
): Promise<MeasuredModel> {
  const began = ports.clock.elapsed();
  const [rows, beside] = wantsValidation(design)
    ? ([parts.train, parts.validation] as const)
    : ([parts.fitting, null] as const);
  const { calibrated, start } = chosen;
  const part = partOfRun(run, 0, 0.67);
  const fitted = await fitModel(design, choice, rows, beside, part, calibrated, start?.from ?? undefined);
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
      ...(test.groups && { groups: test.groups }),
      encoded: design.framing.task.category === 'cluster' ? encode(recipe, test.frame) : null,
      predicted,
      uncalibrated: uncalibrated(fitted, test.frame),
      baseline,
      threshold,
      importances: model.importances?.(state) ?? null,
    },
    partOfRun(run, 0.67, 0.33),
  );
  const heads = measureHeads(design, pipeline, test.frame);
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
  const reloaded = pipelineOf(written.manifest, written.tensors, ports.kernels);
  return {
    fitted,
    written,
    tier: model.traits.tier,
    validationScore: chosen.validationScore,
    threshold,
    evaluation: heads === undefined ? evaluation : { ...evaluation, heads },
    predicted,
    fitSeconds,
    singleRowMicros: singleRowMicros(pipeline, test.frame, ports.clock),
    parity: await proveParity(choice.name, pipeline, reloaded, test.frame, ports.http),
    crossValidation: null,
    ...(start && { start: start.told }),
  };
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
