import type { CrossValidation } from '../../contracts/artifact.ts';
import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { Evaluation, Measured } from '../../contracts/evaluation.ts';
import { TIERS } from '../../contracts/model.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import { seedFor } from '../../kernels/random.ts';
import type { ModelStart } from './champion-start.ts';
import { chooseBy, lossOf } from './choose.ts';
import { crossValidate } from './cross-validate.ts';
import { fitModel, modelOf } from './fit-model.ts';
import { keepModel, type MeasuredModel, type MeasurePorts } from './keep-model.ts';
import type { Parts } from './parts.ts';
import { type FoundModel, searchModel } from './search/search-model.ts';
import { sharedOut } from './shared-out.ts';

/**
 * Fit and measure every model of the design: baseline first, then simple, then complex.
 *
 * Each is fitted twice. On training rows alone, to be scored on validation rows: that score chooses the model and the
 * threshold. Then on training and validation rows together: this one is kept, and only now are test rows looked at.
 * `startOf` says where the second fit begins. The first begins from nothing: what came before may know validation rows.
 */
export async function measureModels(
  design: Design,
  parts: Parts,
  ports: MeasurePorts,
  startOf: (choice: ModelChoice) => ModelStart | undefined = () => undefined,
): Promise<MeasuredModel[]> {
  const done: MeasuredModel[] = [];
  for (const asked of inTierOrder(design.models)) {
    const { choice, record: search } = await foundModel(design, asked, parts, ports);
    ports.progress.begin(`train ${choice.name}`);
    const baseline = done.find((m) => m.tier === 'baseline')?.predicted ?? null;
    const measured = await measureModel(design, choice, parts, baseline, ports, startOf(choice));
    ports.progress.end(summary(measured.evaluation, measured.fitSeconds));
    const crossValidation = await crossValidated(design, choice, parts, measured.threshold, ports);
    done.push({ ...measured, crossValidation, ...(search && { search }) });
  }
  return done;
}

/** The model with the parameters to train it with: those of the design, or what a search finds. */
const foundModel = async (
  design: Design,
  choice: ModelChoice,
  parts: Parts,
  ports: MeasurePorts,
): Promise<Omit<FoundModel, 'record'> & Partial<FoundModel>> =>
  choice.search === undefined ? { choice } : searchModel(design, choice, choice.search, parts, ports);

/** Index of the model to put forward: best on rows that it had not learned from; the simpler one among equals. */
export function bestOf(design: Design, models: readonly MeasuredModel[]): number {
  const losses = models.map((m) => lossOf(design, m.validationScore));
  return losses.indexOf(Math.min(...losses));
}

async function measureModel(
  design: Design,
  choice: ModelChoice,
  parts: Parts,
  baseline: Float64Array | null,
  ports: MeasurePorts,
  start: ModelStart | undefined,
): Promise<MeasuredModel> {
  const run = runOf(design, choice, ports);
  const trial = await fitModel(design, choice, parts.train, parts.validation, partOfRun(run, 0, 0.4));
  const chosen = chooseBy(design, trial.pipeline.score(parts.validation.frame), parts.validation);
  const deciding = { ...chosen, start };
  return keepModel(design, choice, deciding, parts, baseline, partOfRun(run, 0.4, 0.6), ports);
}

/** The run of one model: all that it draws by chance comes from the design's seed and its name. */
export const runOf = (design: Design, choice: ModelChoice, ports: MeasurePorts): Run => ({
  seed: seedFor(design.seed, choice.name),
  checkCancelled: ports.checkCancelled,
  progress: (fraction, note) => ports.progress.at(fraction, note),
  kernels: sharedOut(design, ports.kernels),
});

async function crossValidated(
  design: Design,
  choice: ModelChoice,
  { fitting }: Parts,
  threshold: number | null,
  ports: MeasurePorts,
): Promise<CrossValidation | null> {
  if (design.evaluation.crossValidation === undefined) return null;
  const { progress } = ports;
  progress.begin(`cross-validate ${choice.name}`);
  const found = await crossValidate(design, choice, fitting, threshold, runOf(design, choice, ports));
  const { primary } = design.evaluation;
  const mean = found.metrics[primary]?.mean;
  progress.end(`${mean ? `${primary} ${shown(mean)}, ` : ''}${found.rounds.length} rounds`);
  return found;
}

function inTierOrder(choices: readonly ModelChoice[]): ModelChoice[] {
  const rank = (choice: ModelChoice): number => TIERS.indexOf(modelOf(choice).traits.tier);
  return [...choices].sort((a, b) => rank(a) - rank(b));
}

/** What was measured, in a line for people. */
export function summary(evaluation: Evaluation, seconds: number): string {
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
