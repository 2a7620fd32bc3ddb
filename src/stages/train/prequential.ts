import type { Design } from '../../contracts/design.ts';
import type { Measured } from '../../contracts/evaluation.ts';
import type { MetricContext } from '../../contracts/metric.ts';
import type { TrainingSet } from '../../contracts/model.ts';
import type { KeptUp, Prequential, PrequentialOptions, Upkeep } from '../../contracts/prequential.ts';
import type { Run } from '../../contracts/run.ts';
import { outputsOf } from '../../contracts/task.ts';
import { measure } from '../../explain/measure.ts';
import { measureByWindow, repeatLast, testThenTrain } from '../../explain/test-then-train.ts';
import { seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { sortOrder } from '../../kernels/sort-order.ts';
import { studentQuantile } from '../../kernels/student-quantile.ts';
import { metrics } from '../../metrics/index.ts';
import type { Clock } from '../../ports/clock.ts';
import { openAdjustment } from '../../recipe/adjustment.ts';
import { encode } from '../../recipe/encode.ts';
import { numbersOf } from '../../table/forms.ts';
import { columnOf } from '../../table/frame.ts';
import { wantsValidation } from './balance.ts';
import { primaryMetric } from './choose.ts';
import { type Fitted, fitModel } from './fit-model.ts';
import type { MeasuredModel, MeasurePorts } from './keep-model.ts';
import { appendLabelled, type Labelled, takeLabelled } from './labelled.ts';
import { runOf } from './measure-models.ts';
import type { Parts } from './parts.ts';

/** Blocks that a stream has where the design does not say how often models are fitted anew. */
const BLOCKS = 10;

/** What a stream is gone through with. */
interface Stream {
  readonly design: Design;
  readonly fitted: Fitted;
  readonly options: PrequentialOptions;
  /** What the first fit learned from, and what follows: rows in the order of time. */
  readonly past: Labelled;
  readonly rows: Labelled;
  /** Both, one after the other. */
  readonly all: Labelled;
  /** What a model that holds out rows while it is fitted may look at; null = some of those that it learns from. */
  readonly beside: Labelled | null;
}

/** What an upkeep came to: answers [rows x outputs], and the fits that they took. */
interface Answered {
  readonly said: Float64Array;
  readonly fits: number;
}

/** Each model with what it would have come to on the stream of test rows, where the design asks for that. */
export async function withPrequential(
  design: Design,
  models: readonly MeasuredModel[],
  parts: Parts,
  ports: MeasurePorts,
): Promise<readonly MeasuredModel[]> {
  if (design.evaluation.prequential === undefined) return models;
  const done: MeasuredModel[] = [];
  for (const model of models) {
    const { choice } = model.fitted;
    ports.progress.begin(`test, then train ${choice.name}`);
    const record = await prequential(design, model, parts, runOf(design, choice, ports), ports.clock);
    done.push({ ...model, prequential: record });
    ports.progress.end(`${record.ways.reduce((sum, way) => sum + way.fits, 0)} fits and updates`);
  }
  return done;
}

/**
 * Go through the test rows in the order of time with one model, kept up to date in every way that it can be.
 *
 * The first block is answered by the model as it was measured. An update goes through the rows of the first fit's features;
 * where the design balances classes, its rows weigh what these weighed. Costs two or three fits for each further block,
 * and an update of each row. Throws 'train/cancelled'.
 */
export async function prequential(
  design: Design,
  { fitted, threshold }: Pick<MeasuredModel, 'fitted' | 'threshold'>,
  parts: Parts,
  run: Run,
  clock: Clock,
): Promise<Prequential> {
  const stream = streamOf(design, fitted, parts);
  const { rows, options } = stream;
  const upkeeps = upkeepsOf(fitted);
  const context = { task: design.framing.task, threshold: threshold ?? 0.5 };
  const ways: KeptUp[] = [];
  for (const [i, upkeep] of upkeeps.entries()) {
    const began = clock.elapsed();
    const { said, fits } = await keepUp(upkeep, stream, {
      ...run,
      progress: (fraction) => run.progress((i + fraction) / upkeeps.length, `kept up: ${upkeep}`),
    });
    const seconds = (clock.elapsed() - began) / 1000;
    ways.push({ upkeep, fits, seconds, ...measured(stream, context, said), versusNever: null });
  }
  const never = ways[0]!.blocks;
  return {
    ...options,
    metric: design.evaluation.primary,
    rows: rows.truth.length,
    ways: ways.map((way, i) => (i === 0 ? way : { ...way, versusNever: gainOn(never, way.blocks, design) })),
  };
}

function streamOf(design: Design, fitted: Fitted, parts: Parts): Stream {
  const besides = wantsValidation(design);
  const past = inOrderOfTime(design, besides ? parts.train : parts.fitting);
  const rows = inOrderOfTime(design, parts.test);
  const asked = design.evaluation.prequential;
  if (asked === undefined) throw new Error('the design asks for no stream');
  const options = {
    ...asked,
    refitEvery: asked.refitEvery ?? Math.ceil(rows.truth.length / BLOCKS),
    window: asked.window ?? past.truth.length,
  };
  const beside = besides ? parts.validation : null;
  return { design, fitted, options, past, rows, all: appendLabelled(past, rows), beside };
}

/** By the column that the design splits by; without one, rows stand in that order. */
function inOrderOfTime({ data: { split } }: Design, rows: Labelled): Labelled {
  if (split.column === null) return rows;
  return takeLabelled(rows, sortOrder(numbersOf(columnOf(rows.frame, split.column))));
}

const upkeepsOf = ({ model }: Fitted): Upkeep[] => [
  'never',
  ...(model.update === undefined ? [] : (['update'] as const)),
  ...(model.traits.resumes === true ? (['warm'] as const) : []),
  'window',
  'all',
  'repeat',
];

async function keepUp(upkeep: Upkeep, stream: Stream, run: Run): Promise<Answered> {
  const { design, fitted, options, past, rows } = stream;
  const { task } = design.framing;
  if (upkeep === 'never') return { said: fitted.pipeline.score(rows.frame), fits: 0 };
  if (upkeep === 'update') return updated(stream, run);
  if (upkeep !== 'repeat') return refitted(upkeep, stream, run);
  const last = past.truth.at(-1)!;
  return { said: repeatLast({ task, y: rows.truth }, last, options.delay), fits: 0 };
}

/** The model learns on; its features and what is done to its probabilities stay as they are. */
async function updated({ fitted, options, rows, design }: Stream, run: Run): Promise<Answered> {
  const { model, recipe, state, choice, adjustment } = fitted;
  const { task } = design.framing;
  const { priors } = adjustment;
  const weights =
    priors === null
      ? (rows.weights ?? null)
      : rows.truth.map((y, row) => (rows.weights?.[row] ?? 1) / priors[y]!);
  const set: TrainingSet = {
    task,
    columns: recipe.columns,
    x: encode(recipe, rows.frame),
    y: rows.truth,
    weights,
  };
  const { predicted } = await testThenTrain(model, state, set, choice.params, options, run);
  openAdjustment(adjustment, outputsOf(task))?.(predicted, rows.truth.length);
  const { batch, delay } = options;
  const fits = Math.max(0, Math.ceil(rows.truth.length / batch) - 1 - Math.floor(delay / batch));
  return { said: predicted, fits };
}

/** Before each block but the first, a fit on the rows whose truth is known then. */
async function refitted(
  upkeep: 'warm' | 'window' | 'all',
  { design, fitted: first, options, past, rows, all, beside }: Stream,
  run: Run,
): Promise<Answered> {
  const { refitEvery, delay, window } = options;
  const outputs = outputsOf(design.framing.task);
  const [begin, end] = [past.truth.length, all.truth.length];
  const said = new Float64Array(rows.truth.length * outputs);
  let fitted = first;
  let fits = 0;
  for (let at = begin; at < end; at += refitEvery) {
    const known = Math.max(begin, at - delay);
    if (known > begin) {
      const from = upkeep === 'all' ? 0 : Math.max(0, known - window);
      const learned = takeLabelled(all, rowsBetween(from, known));
      const own: Run = {
        ...run,
        seed: seedFor(run.seed, `${upkeep} ${fits}`),
        progress: (fraction) =>
          run.progress((at - begin + fraction * refitEvery) / (end - begin + refitEvery)),
      };
      const { calibrated } = first.adjustment;
      const before = upkeep === 'warm' ? fitted : undefined;
      fitted = await fitModel(design, first.choice, learned, beside, own, calibrated, before);
      fits++;
    }
    const block = takeLabelled(all, rowsBetween(at, Math.min(end, at + refitEvery)));
    said.set(fitted.pipeline.score(block.frame), (at - begin) * outputs);
    run.checkCancelled();
  }
  return { said, fits };
}

const rowsBetween = (from: number, to: number): Int32Array => range(to - from).map((i) => from + i);

function measured(
  { design, rows, options }: Stream,
  context: MetricContext,
  said: Float64Array,
): Pick<KeptUp, 'metrics' | 'blocks'> {
  const outputs = outputsOf(context.task);
  const defined = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const asked = metrics.filter((m) => design.evaluation.metrics.includes(m.name));
  return {
    metrics: Object.fromEntries(
      asked.map((m) => [m.name, defined(measure(m, context, rows.truth, said, outputs))]),
    ),
    blocks: measureByWindow(primaryMetric(design), context, rows.truth, said, options.refitEvery).map(
      defined,
    ),
  };
}

/** How much better than `never` over blocks where both are defined: the mean, and its t interval. */
function gainOn(
  never: readonly (number | null)[],
  other: readonly (number | null)[],
  design: Design,
): Measured {
  const sign = primaryMetric(design).traits.better === 'higher' ? 1 : -1;
  const gains = never.flatMap((value, i) => {
    const own = other[i]!;
    return value === null || own === null ? [] : [sign * (own - value)];
  });
  const n = gains.length;
  if (n === 0) return { value: null, low: null, high: null };
  const mean = gains.reduce((a, b) => a + b) / n;
  if (n === 1) return { value: mean, low: null, high: null };
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile((1 + design.evaluation.level) / 2, n - 1) * Math.sqrt(variance / n);
  return { value: mean, low: mean - half, high: mean + half };
}
