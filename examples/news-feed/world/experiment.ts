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
  /** Mean over readers of each half, by session. */
  readonly first: number;
  readonly second: number;
  /** Two-sided, by Welch's test over readers. */
  readonly pValue: number;
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
  const sessions = new Map<number, Set<number>>();
  const sums = new Map<string, Map<number, number>>(Object.keys(METRICS).map((name) => [name, new Map()]));
  const tell = (event: FeedEvent): void => {
    const { reader, session } = event;
    sessions.set(reader, (sessions.get(reader) ?? new Set()).add(session));
    for (const [name, of] of Object.entries(METRICS)) {
      const sum = sums.get(name)!;
      sum.set(reader, (sum.get(reader) ?? 0) + of(event));
    }
  };
  await tryRanker(ground, halves(ground, first, second), { tell });
  const [a, b] = [await trueValue(ground, first), await trueValue(ground, second)];
  const better: Verdict = a > b ? 'first' : 'second';
  const arms: [number[], number[]] = [[], []];
  for (const reader of sessions.keys()) arms[inFirst(ground, reader) ? 0 : 1].push(reader);
  return {
    readers: { first: arms[0].length, second: arms[1].length },
    truth: { first: a, second: b, better },
    decisions: [...sums].map(([metric, sum]) => {
      const [x, y] = arms.map((readers) => readers.map((r) => sum.get(r)! / sessions.get(r)!.size));
      return { metric, ...decide(x!, y!, better) };
    }),
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

/** The normal distribution for Student's: there are hundreds of readers. */
function decide(x: readonly number[], y: readonly number[], better: Verdict): Omit<Decision, 'metric'> {
  const [a, b] = [moments(Float64Array.from(x)), moments(Float64Array.from(y))];
  const error = Math.sqrt(a.sd ** 2 / (x.length - 1) + b.sd ** 2 / (y.length - 1));
  const pValue = error > 0 ? 2 * normalCdf(-Math.abs(a.mean - b.mean) / error) : 1;
  const decision: Verdict = pValue >= 0.05 ? 'undecided' : a.mean > b.mean ? 'first' : 'second';
  return {
    first: a.mean,
    second: b.mean,
    pValue,
    decision,
    right: decision === 'undecided' ? null : decision === better,
  };
}
