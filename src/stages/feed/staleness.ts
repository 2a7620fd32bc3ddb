import type { Measured } from '../../contracts/evaluation.ts';
import type { Staleness } from '../../contracts/feed-evaluation.ts';
import { entropyOfRate, knownRows } from '../../explain/feed/judge-heads.ts';
import { broughtBy, broughtValue, orderBy } from '../../explain/feed/judge-pages.ts';
import { overReaders } from '../../explain/feed/over-readers.ts';
import { seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { givenOf, openFeedScorer, valuesOf, worthOf } from '../../recipe/feed/feed-scorer.ts';
import { someOccasions } from '../../recipe/feed/occasions.ts';
import { takeMatrix } from '../../table/matrix.ts';
import { type FeedPart, type FeedPorts, type FeedTask, readerOfRows } from './feed-task.ts';
import { alone, fitHeadsModel } from './fit-heads-model.ts';
import { saidAtFirst, saidOf } from './score-part.ts';
import type { TrainedFeed } from './train-feed.ts';

const HOUR_MS = 3_600_000;
/** An hour, six, a day, a week: the longest of which the training pages hold enough. */
const PERIODS = [168, 24, 6, 1];
const AGES = [0, 1, 2, 4, 8];
/** Shortest past, in periods, that the oldest model learns from; and the share of it that stops and calibrates. */
const PAST = 4;
const HELD = 0.15;
/** Fewer pages teach nothing worth measuring. */
const FEWEST_PAGES = 100;
/** A loss below this share is not worth a training. */
const BEARABLE = 0.005;

/**
 * What the model loses while it waits: the same model learned from training pages until the validation pages, and until 1,
 * 2, 4 and 8 periods before, each from pages of equal number, judged on the same validation pages. Features are always up to date; only what
 * was learned is old. Null where the past is too short. O(ages x one fit).
 */
export async function measureStaleness(
  task: FeedTask,
  trained: TrainedFeed,
  ports: FeedPorts,
): Promise<Staleness | null> {
  const past = task.train;
  const end = task.validation.occasions.at[0]!;
  const plan = planOf(past.occasions.at, end);
  if (plan === null) return null;
  ports.progress.begin('measure staleness');
  const { model, weighed } = trained.fitted;
  const judged: Judged[] = [];
  for (const until of plan.until) {
    const part = (from: number, to: number): FeedPart => pagesOf(past, from, to);
    const held = until - Math.max(1, Math.round(HELD * plan.pages));
    const own = {
      heads: trained.fitted.heads,
      columns: task.columns,
      train: part(until - plan.pages, held),
      validation: part(held, until),
      seed: seedFor(task.design.seed, 'staleness'),
    };
    judged.push(judge(task, trained, await fitHeadsModel(model, weighed, own, ports), ports));
  }
  const { samples, level, seed } = { ...task.design.evaluation, seed: task.design.seed };
  const { reader } = task.validation.occasions;
  const losses = overReaders(
    judged.map(({ losses: of }) => of.map((loss, p) => loss - judged[0]!.losses[p]!)),
    reader,
    { samples, level, seed },
  );
  const values = overReaders(
    judged.map(({ values: of }) => of),
    reader,
    { samples, level, seed },
  );
  const ages = judged.map(({ normalisedEntropy }, i) => ({
    periods: AGES[i]!,
    normalisedEntropy,
    loss: i === 0 ? { value: null, low: null, high: null } : losses[i]!,
    value: values[i]!,
  }));
  ports.progress.end();
  return {
    periodHours: plan.periodHours,
    rows: past.occasions.start[plan.until[0]!]! - past.occasions.start[plan.until[0]! - plan.pages]!,
    ages,
    ...advised(ages, plan.periodHours),
  };
}

interface Plan {
  readonly periodHours: number;
  /** Pages that each learns from. */
  readonly pages: number;
  /** By age: pages of the past before which it ends. */
  readonly until: readonly number[];
}

/** The longest period of which the past holds what the oldest model needs; with fewer ages where it holds none. */
function planOf(at: Float64Array, end: number): Plan | null {
  for (const ages of [AGES.length, AGES.length - 1, AGES.length - 2])
    for (const hours of PERIODS) {
      const before = (periods: number): number => {
        const instant = end - periods * hours * HOUR_MS;
        const page = at.findIndex((of) => of >= instant);
        return page < 0 ? at.length : page;
      };
      const until = AGES.slice(0, ages).map(before);
      const pages = until.at(-1)!;
      if (at[0]! <= end - (AGES[ages - 1]! + PAST) * hours * HOUR_MS && pages >= FEWEST_PAGES)
        return { periodHours: hours, pages, until };
    }
  return null;
}

interface Judged {
  /** [pages] log loss beside that of the rates, mean over binary heads of what a page adds to it. */
  readonly losses: Float64Array;
  readonly values: Float64Array;
  readonly normalisedEntropy: number | null;
}

function judge(
  { validation, design, columns }: FeedTask,
  { examination }: TrainedFeed,
  fitted: Awaited<ReturnType<typeof fitHeadsModel>>,
  ports: FeedPorts,
): Judged {
  const { heads } = fitted;
  const { occasions, x } = validation;
  const said = saidOf(openFeedScorer({ ...fitted, heads: alone(heads) }, ports.kernels), x, heads.length);
  const reader = readerOfRows(occasions);
  const rowLoss = new Float64Array(x.rows);
  const binary = heads.flatMap(({ kind }, h) => {
    if (kind !== 'binary') return [];
    const rows = knownRows(occasions.truth[h]!, said, heads.length, h, reader);
    const entropy = entropyOfRate(rows.truth);
    return Number.isFinite(entropy) ? [{ h, by: 1 / (entropy * rows.truth.length) }] : [];
  });
  for (const { h, by } of binary)
    occasions.truth[h]!.forEach((truth, r) => {
      if (Number.isNaN(truth)) return;
      const p = Math.min(1 - 1e-12, Math.max(1e-12, said[r * heads.length + h]!));
      rowLoss[r]! -= (Math.log(truth > 0 ? p : 1 - p) * by) / binary.length;
    });
  // Times the number of pages: then the mean over pages is the loss of all rows.
  const losses = Float64Array.from({ length: occasions.size }, (_, p) =>
    rowLoss.subarray(occasions.start[p], occasions.start[p + 1]).reduce((a, b) => a + b * occasions.size, 0),
  );
  const worth = worthOf(heads, design.framing.objectives[design.framing.rankBy]!);
  const value = new Float64Array(x.rows);
  valuesOf(saidAtFirst(openFeedScorer(fitted, ports.kernels), x, columns, heads.length), worth, value);
  const brought = broughtValue(occasions, worth, givenOf(heads));
  const pages = { occasions, examination, k: design.evaluation.k };
  const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
  return {
    losses,
    values: broughtBy(pages, brought, orderBy(occasions, value)),
    normalisedEntropy: binary.length === 0 ? null : mean,
  };
}

/** Train again before the age from which on, at every age, the loss is surely there and worth a training. */
function advised(ages: Staleness['ages'], periodHours: number): Pick<Staleness, 'every' | 'because'> {
  const fresh = ages[0]!.normalisedEntropy ?? 0;
  const isLoss = ({ low, value }: Measured): boolean =>
    (low ?? 0) > 0 && (value ?? 0) > BEARABLE * Math.abs(fresh);
  const first = ages.findIndex((_, i) => i > 0 && ages.slice(i).every(({ loss }) => isLoss(loss)));
  const every = first < 0 ? ages.at(-1)!.periods : Math.max(1, ages[first - 1]!.periods);
  const after = (periods: number): string => `${periods} x ${periodHours} h`;
  const by = ({ value }: Measured): string => `${((100 * (value ?? 0)) / (fresh || 1)).toFixed(2)} %`;
  const oldest = ages.at(-1)!;
  const because =
    first < 0
      ? `After ${after(oldest.periods)} its log loss is not surely higher (by ${by(oldest.loss)}): training every ${after(every)} is often enough.`
      : `From ${after(ages[first]!.periods)} on its log loss is surely higher (by ${by(ages[first]!.loss)}): train every ${after(every)}.`;
  return { every, because };
}

function pagesOf({ occasions, x }: FeedPart, from: number, to: number): FeedPart {
  const [low, high] = [occasions.start[from]!, occasions.start[to]!];
  return {
    occasions: someOccasions(occasions, from, to),
    x: takeMatrix(
      x,
      range(high - low).map((r) => r + low),
    ),
  };
}
