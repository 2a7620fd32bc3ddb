import type { TrainedModel } from '../contracts/artifact.ts';
import type { Dataset } from '../contracts/dataset.ts';
import type { Design, ModelChoice } from '../contracts/design.ts';
import type { LearningCurve } from '../contracts/evaluation.ts';
import { canonicalJson } from '../contracts/json.ts';
import type { RunRecord } from '../contracts/report.ts';
import type { SearchRecord } from '../contracts/search.ts';
import { partTimes } from '../explain/part-times.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import { numbersOf } from '../table/forms.ts';
import { columnOf, type Frame } from '../table/frame.ts';
import { compareModels } from './evaluate.ts';
import { putJson } from './json-artifact.ts';
import { encodeReference, referenceOf } from './monitor/reference.ts';
import { type Champion, startOf } from './train/champion-start.ts';
import type { MeasuredModel, MeasurePorts } from './train/keep-model.ts';
import { labelledRows } from './train/labelled.ts';
import { learnOnParts } from './train/learn-on-parts.ts';
import { bestOf, measureModels, runOf } from './train/measure-models.ts';
import { measureSearched } from './train/measure-searched.ts';
import { type Parts, partsOf } from './train/parts.ts';
import { withPrequential } from './train/prequential.ts';
import type { SearchLimits } from './train/search/search-models.ts';

export interface TrainInput {
  readonly design: Design;
  readonly dataset: Dataset;
  /** The rows of the dataset. */
  readonly frame: Frame;
  /** The version that answers now, null where there is none: for designs that go on from it. */
  readonly champion?: Champion | null;
  /** Version of the program, for the lineage. */
  readonly program: string;
  /** Search among these models under a budget, instead of training those of the design as they are. */
  readonly search?: SearchLimits & { readonly candidates: readonly ModelChoice[] };
}

export interface TrainPorts extends MeasurePorts {
  readonly artifacts: Artifacts;
}

/** What a run came to: everything in it is stored already, nothing is registered. */
export interface TrainedRun {
  /** sha256 of `record` in the artifacts. */
  readonly sha256: string;
  readonly record: RunRecord;
  /** In the order in which they were trained. */
  readonly models: readonly TrainedModel[];
  /** Index in `models` of the one to put forward: best on validation rows. */
  readonly best: number;
}

/**
 * Train every model of the design on the rows of a dataset, measure each on the same test rows, prove that it answers
 * alike on every path, and store it.
 *
 * Deterministic in the design's seed. Throws 'train/parity', 'train/cancelled', 'train/empty-part' and what features,
 * models and splitters throw; artifacts stored until then are harmless and unnamed.
 */
export async function train(input: TrainInput, ports: TrainPorts): Promise<TrainedRun> {
  const { design, dataset, frame } = input;
  const at = ports.clock.now();
  const parts = partsOf(design, labelledRows(design, frame));
  const { models, record: search } = await measureAll(input, parts, ports);
  const measured = await withPrequential(design, models, parts, ports);
  const best = bestOf(design, measured);

  const designSha = await putJson(ports.artifacts, design);
  const trained: TrainedModel[] = [];
  const learningCurve = await learningCurveOf(design, measured[best]!, parts, ports);
  for (const [i, model] of measured.entries()) {
    const stored = await store(model, parts, designSha, input, ports.artifacts);
    trained.push(i === best && learningCurve ? { ...stored, learningCurve } : stored);
  }

  const record: RunRecord = {
    format: 1,
    at,
    design: designSha,
    dataset: dataset.sha256,
    rows: {
      train: parts.train.truth.length,
      validation: parts.validation.truth.length,
      test: parts.test.truth.length,
    },
    ...timesOf(design, dataset, parts),
    ...(parts.sampled && { sample: parts.sampled }),
    ...(search && { search }),
    models: await Promise.all(trained.map((model) => putJson(ports.artifacts, model))),
    comparison: compareModels(
      design,
      { task: design.framing.task, threshold: measured[best]!.threshold ?? 0.5 },
      parts.test,
      measured.map((m) => m.predicted),
      best,
    ),
  };
  return { sha256: await putJson(ports.artifacts, record), record, models: trained, best };
}

/** From when the rows are: by the column that they are split by, or else by the first that holds instants. */
function timesOf({ data }: Design, { schema }: Dataset, parts: Parts): Pick<RunRecord, 'times'> {
  const instants = schema.filter(({ type }) => type === 'timestamp').map(({ name }) => name);
  const column = instants.find((name) => name === data.split.column) ?? instants[0];
  if (column === undefined) return {};
  const of = ({ frame }: Parts['train']) => ({ at: numbersOf(columnOf(frame, column)) });
  const { train, validation, test } = parts;
  const times = partTimes(column, { train: of(train), validation: of(validation), test: of(test) });
  return times === null ? {} : { times };
}

async function measureAll(
  { design, search, dataset, champion }: TrainInput,
  parts: Parts,
  ports: MeasurePorts,
): Promise<{ models: readonly MeasuredModel[]; record: SearchRecord | null }> {
  if (search !== undefined) return measureSearched(design, search.candidates, parts, search, ports);
  const goesOn = design.training?.from === 'champion';
  const start = (choice: ModelChoice) =>
    goesOn ? startOf(design, dataset.rows, champion ?? null, choice) : undefined;
  return { models: await measureModels(design, parts, ports, start), record: null };
}

/** What more rows would bring the model that is put forward; null when the design does not ask. */
async function learningCurveOf(
  design: Design,
  { fitted: { choice }, threshold }: MeasuredModel,
  parts: Parts,
  ports: TrainPorts,
): Promise<LearningCurve | null> {
  if (design.training?.learningCurve !== true) return null;
  const { progress } = ports;
  progress.begin(`learning curve of ${choice.name}`);
  const curve = await learnOnParts(design, choice, parts, threshold, runOf(design, choice, ports));
  progress.end(`${curve.points.length} fits`);
  return curve;
}

async function store(
  measured: MeasuredModel,
  parts: Parts,
  designSha: string,
  { design, dataset, program }: TrainInput,
  artifacts: Artifacts,
): Promise<TrainedModel> {
  const { written, predicted, fitted, evaluation } = measured;
  const tensors = await artifacts.put(written.tensors);
  const scores = { rows: parts.test.truth.length, outputs: fitted.pipeline.outputs, values: predicted };
  const reference = referenceOf(parts.whole, fitted.pipeline.inputs, scores, design.framing.task);
  const manifest = {
    ...written.manifest,
    tensors,
    parents: {
      dataset: dataset.sha256,
      design: designSha,
      ...(measured.start?.sha256 && { start: measured.start.sha256 }),
    },
    reference: await artifacts.put(encodeReference(reference)),
    program,
  };
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  return {
    format: 1,
    sha256: await artifacts.put(bytes),
    manifest,
    tier: measured.tier,
    validationScore: measured.validationScore,
    evaluation,
    fitSeconds: measured.fitSeconds,
    singleRowMicros: measured.singleRowMicros,
    bytes: bytes.length + written.tensors.length,
    parity: measured.parity,
    ...(measured.crossValidation && { crossValidation: measured.crossValidation }),
    ...(measured.start && { start: measured.start }),
    ...(measured.prequential && { prequential: measured.prequential }),
    ...(measured.search && { search: measured.search }),
    ...(measured.tradeOffs && { tradeOffs: measured.tradeOffs }),
  };
}
