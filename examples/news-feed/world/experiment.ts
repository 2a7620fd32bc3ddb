import { moments } from '../../../src/kernels/moments.ts';
import { normalCdf } from '../../../src/kernels/normal-cdf.ts';
import { chance } from './chance.ts';
import type { Ranker, RankerMaker } from './ranker.ts';
import { type Ground, tryRanker } from './trial.ts';
import type { FeedEvent } from './visit.ts';

/** What a product can count of its readers, by session. More is better, but of hides. */
const METRICS: Readonly<Record<string, (event: FeedEvent) => number>> = {
  opens: ({ action }) => (action === 'open' ? 1 : 0),
  'reads of 15 s': ({ action, value }) => (action === 'dwell' && value >= 15 ? 1 : 0),
  'minutes read': ({ action, value }) => (action === 'dwell' ? value / 60 : 0),
  reactions: ({ action }) => (REACTIONS.has(action) ? 1 : 0),
  'answers of 4 and 5': ({ action, value }) => (action === 'satisfaction' && value >= 4 ? 1 : 0),
  'no hides': ({ action }) => (action === 'hide' ? -1 : 0),
};
const REACTIONS: ReadonlySet<string> = new Set(['like', 'comment', 'share', 'follow']);

export type Verdict = 'first' | 'second' | 'undecided';

export interface Decision {
  readonly metric: string;
  /** Mean over readers of each half, by session; what their week before tells of it taken out. */
  readonly first: number;
  readonly second: number;
  /** Two-sided, by Welch's test over readers. */
  readonly pValue: number;
  /** Share of the variance over readers that the week before took out. */
  readonly explained: number;
  /** Readers of each half at which a difference as large as this one would be decided at 5 % four times in five. */
  readonly wanted: number;
  /** What a team would have concluded at 5 %. */
  readonly decision: Verdict;
  /** Whether that is what is true; undecided is neither right nor wrong. */
  readonly right: boolean | null;
}

export interface Experiment {
  readonly readers: { readonly first: number; readonly second: number };
  /** True value a session of each, had it served everybody: what the experiment is to find out. */
  readonly truth: { readonly first: number; readonly second: number; readonly better: Verdict };
  readonly decisions: readonly Decision[];
}

/** Half of the readers get one ranker, half the other, for the days after the log; then what a team would decide. */
export async function tryExperiment(
  ground: Ground,
  first: RankerMaker,
  second: RankerMaker,
): Promise<Experiment> {
  const [earlier, during] = [counts(), counts()];
  ground.log.forEach(earlier.tell);
  await tryRanker(ground, halves(ground, first, second), { tell: during.tell });
  const [a, b] = [await trueValue(ground, first), await trueValue(ground, second)];
  const better: Verdict = a > b ? 'first' : 'second';
  const arms: [number[], number[]] = [[], []];
  for (const reader of during.readers()) arms[inFirst(ground, reader) ? 0 : 1].push(reader);
  return {
    readers: { first: arms[0].length, second: arms[1].length },
    truth: { first: a, second: b, better },
    decisions: Object.keys(METRICS).map((metric) => {
      const of = (readers: readonly number[], counted: Counts) =>
        Float64Array.from(readers, (reader) => counted.bySession(metric, reader));
      const [x, y] = arms.map((readers) => of(readers, during));
      const [before, beforeToo] = arms.map((readers) => of(readers, earlier));
      return { metric, ...decide(x!, y!, before!, beforeToo!, better) };
    }),
  };
}

interface Counts {
  readonly tell: (event: FeedEvent) => void;
  /** Who had a session. */
  readonly readers: () => Iterable<number>;
  /** NaN of a reader who had none. */
  readonly bySession: (metric: string, reader: number) => number;
}

function counts(): Counts {
  const sessions = new Map<number, Set<number>>();
  const sums = new Map<string, Map<number, number>>(Object.keys(METRICS).map((name) => [name, new Map()]));
  return {
    tell(event) {
      const { reader, session } = event;
      sessions.set(reader, (sessions.get(reader) ?? new Set()).add(session));
      for (const [name, of] of Object.entries(METRICS)) {
        const sum = sums.get(name)!;
        sum.set(reader, (sum.get(reader) ?? 0) + of(event));
      }
    },
    readers: () => sessions.keys(),
    bySession: (metric, reader) =>
      (sums.get(metric)!.get(reader) ?? Number.NaN) / (sessions.get(reader)?.size ?? Number.NaN),
  };
}

const inFirst = ({ town }: Ground, reader: number): boolean => chance(town.seed, reader, 0xab, 0) < 0.5;

/** A ranker that is one for half of the readers and the other for the rest; both see everything that happens. */
const halves = (ground: Ground, first: RankerMaker, second: RankerMaker): RankerMaker => ({
  name: `${first.name} or ${second.name}`,
  async start(visible, log): Promise<Ranker> {
    const [a, b] = [await first.start(visible, log), await second.start(visible, log)];
    return {
      order: (request) => (inFirst(ground, request.reader.index) ? a : b).order(request),
      observe(event) {
        a.observe?.(event);
        b.observe?.(event);
      },
    };
  },
});

async function trueValue(ground: Ground, maker: RankerMaker): Promise<number> {
  const tried = await tryRanker(ground, maker);
  return tried.reduce((sum, s) => sum + s.value, 0) / tried.length;
}

/**
 * The normal distribution for Student's: there are hundreds of readers. What a reader's week before tells of his days now is
 * taken out first, by one slope over both halves, which leaves the difference as it is and its error smaller.
 * Source: Deng, Xu, Kohavi and Walker 2013, "Improving the sensitivity of online controlled experiments" (CUPED).
 */
function decide(
  x: Float64Array,
  y: Float64Array,
  beforeX: Float64Array,
  beforeY: Float64Array,
  better: Verdict,
): Omit<Decision, 'metric'> {
  const [plain, plainToo] = [moments(x), moments(y)];
  const all = moments(Float64Array.from([...beforeX, ...beforeY].filter((v) => !Number.isNaN(v))));
  // Of who was not there, the week before is taken to be that of all.
  const off = (before: Float64Array): Float64Array => before.map((v) => (Number.isNaN(v) ? 0 : v - all.mean));
  const [offX, offY] = [off(beforeX), off(beforeY)];
  const slope =
    (products(x, plain.mean, offX) + products(y, plainToo.mean, offY)) /
    (products(offX, 0, offX) + products(offY, 0, offY) || 1);
  const [a, b] = [
    moments(x.map((v, i) => v - slope * offX[i]!)),
    moments(y.map((v, i) => v - slope * offY[i]!)),
  ];
  const variance = a.sd ** 2 / (x.length - 1) + b.sd ** 2 / (y.length - 1);
  const plainVariance = plain.sd ** 2 / (x.length - 1) + plainToo.sd ** 2 / (y.length - 1);
  const error = Math.sqrt(variance);
  const pValue = error > 0 ? 2 * normalCdf(-Math.abs(a.mean - b.mean) / error) : 1;
  const decision: Verdict = pValue >= 0.05 ? 'undecided' : a.mean > b.mean ? 'first' : 'second';
  return {
    first: a.mean,
    second: b.mean,
    pValue,
    explained: plainVariance > 0 ? 1 - variance / plainVariance : 0,
    wanted: Math.ceil((POWER ** 2 * (a.sd ** 2 + b.sd ** 2)) / (a.mean - b.mean) ** 2),
    decision,
    right: decision === 'undecided' ? null : decision === better,
  };
}

/** Deviations by which a difference must stand out to be found at 5 % four times in five. */
const POWER = 1.96 + 0.84;

/** The sum of products of values about their mean with others. */
const products = (values: Float64Array, mean: number, others: Float64Array): number =>
  values.reduce((sum, v, i) => sum + (v - mean) * others[i]!, 0);
