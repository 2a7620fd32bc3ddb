import type { ModelManifest } from '../../contracts/artifact.ts';
import type { Design } from '../../contracts/design.ts';
import { canonicalJson } from '../../contracts/json.ts';
import type { GateVerdict, RetrainPlan } from '../../contracts/retraining.ts';
import { outputsOf } from '../../contracts/task.ts';
import { intervals, pairedDifference } from '../../explain/intervals.ts';
import { seedFor } from '../../kernels/random.ts';
import { metrics } from '../../metrics/index.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { pipelineOf } from '../../recipe/store.ts';
import type { Frame } from '../../table/frame.ts';
import { readJson } from '../json-artifact.ts';
import { verdictOf } from '../retrain/verdict.ts';
import { labelledRows } from './labelled.ts';
import { partsOf } from './parts.ts';

export interface PredictorGate {
  readonly design: Design;
  /** The rows of the dataset that the challenger was built from. */
  readonly frame: Frame;
  /** sha256 of its manifest. */
  readonly challenger: string;
  readonly champion: { readonly version: number; readonly sha256: string };
  readonly plan: RetrainPlan;
}

/**
 * Score the test rows of the newest dataset with champion and challenger, and compare them by the primary metric.
 *
 * Where rows are split by chance the champion may have learned from some of them, which makes it look better: so a
 * challenger that passes is surely no worse. Null where the champion predicts something else, or nothing can be measured.
 */
export async function gatePredictor(
  { design, frame, challenger, champion, plan }: PredictorGate,
  artifacts: Artifacts,
): Promise<GateVerdict | null> {
  const { task } = design.framing;
  const { primary, samples, level } = design.evaluation;
  const metric = metrics.find((m) => m.name === primary);
  const open = async (sha256: string) => {
    const manifest = await readJson<ModelManifest>(artifacts, sha256);
    return { manifest, pipeline: pipelineOf(manifest, await artifacts.get(manifest.tensors)) };
  };
  const [newer, older] = [await open(challenger), await open(champion.sha256)];
  if (metric === undefined || canonicalJson(newer.manifest.task) !== canonicalJson(older.manifest.task))
    return null;
  const { test } = partsOf(design, labelledRows(design, frame));
  const [a, b] = [newer.pipeline.score(test.frame), older.pipeline.score(test.frame)];
  const context = { task, threshold: newer.manifest.threshold ?? 0.5 };
  const options = { samples, level, seed: seedFor(design.seed, 'gate') };
  const outputs = outputsOf(task);
  const value = (predicted: Float64Array): number =>
    intervals([metric], context, test.truth, predicted, outputs, { ...options, samples: 1 })[primary]
      ?.value ?? Number.NaN;
  return verdictOf(
    {
      system: design.name,
      champion: champion.version,
      metric: primary,
      cases: test.truth.length,
      of: 'rows',
      value: { champion: value(b), challenger: value(a) },
      difference: pairedDifference(metric, context, test.truth, a, b, outputs, options),
    },
    plan,
  );
}
