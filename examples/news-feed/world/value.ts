import { studentQuantile } from '../../../src/kernels/student-quantile.ts';
import { unread } from './oracle.ts';
import type { RankerMaker } from './ranker.ts';
import type { TownOptions } from './town.ts';
import { type Ground, prepareGround, type TrialOptions, type Tried, tryOracle, tryRanker } from './trial.ts';

/** A mean over seeds, with its interval of 95 % (Student's t over the seeds). */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What a ranker was worth, in one town of each seed. */
export interface Standing {
  readonly name: string;
  /** By seed: true value a session. */
  readonly bySeed: readonly number[];
  readonly value: Interval;
  /** True value a session of readers who never react. */
  readonly passive: Interval;
  /** Paired by seed: share of the value of the oracle, and what is lost against it a session. */
  readonly ofOracle: Interval;
  readonly regret: Interval;
  /** Opens and hides a session, share of opens that went to clickbait. */
  readonly opens: number;
  readonly hides: number;
  readonly clickbait: number;
}

export interface CompareOptions extends Omit<TownOptions, 'seed'>, TrialOptions {
  readonly seeds: readonly number[];
  /** Called when a ranker is through with a town, with its true value a session there. */
  readonly progress?: (name: string, seed: number, value: number) => void;
}

export const ORACLE = 'oracle';
/** Knows readers and authors, and of posts what their authors are like. */
export const UNREAD_ORACLE = 'oracle that has not read the posts';

/** Rankers in the same towns, in the same sessions; the two oracles last. */
export async function compareRankers(
  makers: readonly RankerMaker[],
  options: CompareOptions,
): Promise<Standing[]> {
  const tried = new Map<string, Tried[][]>();
  const passive: Set<number>[] = [];
  for (const seed of options.seeds) {
    const ground = prepareGround({ ...options, seed });
    passive.push(passiveReaders(ground));
    for (const [name, run] of runs(makers, ground, options)) {
      const sessions = await run();
      tried.set(name, [...(tried.get(name) ?? []), sessions]);
      options.progress?.(
        name,
        seed,
        mean(sessions, (s) => s.value),
      );
    }
  }
  const oracle = tried.get(ORACLE)!.map((sessions) => mean(sessions, (s) => s.value));
  return [...tried].map(([name, bySeed]) => standing(name, bySeed, oracle, passive));
}

const runs = (
  makers: readonly RankerMaker[],
  ground: Ground,
  options: TrialOptions,
): [string, () => Promise<Tried[]>][] => [
  ...makers.map((maker): [string, () => Promise<Tried[]>] => [
    maker.name,
    () => tryRanker(ground, maker, options),
  ]),
  [UNREAD_ORACLE, () => tryOracle(ground, unread(ground.town), options)],
  [ORACLE, () => tryOracle(ground, ground.town, options)],
];

const passiveReaders = ({ town: { readers } }: Ground): Set<number> =>
  new Set(Array.from(readers.activity.keys()).filter((i) => readers.activity[i] === 0));

function standing(
  name: string,
  tried: readonly Tried[][],
  oracle: readonly number[],
  passive: readonly Set<number>[],
): Standing {
  const bySeed = tried.map((sessions) => mean(sessions, (s) => s.value));
  const all = tried.flat();
  return {
    name,
    bySeed,
    value: interval(bySeed),
    passive: interval(
      tried.map((sessions, i) =>
        mean(
          sessions.filter((s) => passive[i]!.has(s.session.reader)),
          (s) => s.value,
        ),
      ),
    ),
    ofOracle: interval(bySeed.map((v, i) => v / oracle[i]!)),
    regret: interval(bySeed.map((v, i) => oracle[i]! - v)),
    opens: mean(all, (s) => s.opens),
    hides: mean(all, (s) => s.hides),
    clickbait: mean(all, (s) => s.baited) / mean(all, (s) => s.opens),
  };
}

/** How many times the value of another one it has, paired by seed; null where that one is worth nothing in some town. */
export function times(one: Standing, other: Standing): Interval | null {
  if (other.bySeed.some((v) => v <= 0)) return null;
  return interval(one.bySeed.map((v, i) => v / other.bySeed[i]!));
}

export function interval(values: readonly number[]): Interval {
  const n = values.length;
  const middle = values.reduce((sum, v) => sum + v, 0) / n;
  if (n < 2) return { mean: middle, low: Number.NaN, high: Number.NaN };
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (n - 1));
  const half = (studentQuantile(0.975, n - 1) * spread) / Math.sqrt(n);
  return { mean: middle, low: middle - half, high: middle + half };
}

const mean = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
