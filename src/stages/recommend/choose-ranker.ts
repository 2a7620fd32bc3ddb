import type { StepChoice } from '../../contracts/design.ts';
import type { Measured } from '../../contracts/evaluation.ts';
import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { RankerTrial } from '../../contracts/recommend-evaluation.ts';
import { fail } from '../../errors/fail.ts';
import type { AskedUser } from '../../explain/ranking/asked-users.ts';
import { meanOf, pairedUserDifference } from '../../explain/ranking/measure-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import type { Mix } from './choose-mix.ts';
import { type LearnedRanker, learnRanker } from './learn-ranker.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';
import type { FoundRetriever } from './try-retrievers.ts';

/** The model that ranks, where there is one, and what it brought. */
export interface ChosenRanker {
  readonly learned: LearnedRanker;
  /** Places in `found` of the retrievers whose candidates it ranks. */
  readonly sources: readonly number[];
  readonly value: number;
  /** How much better it is than the mix of retrievers, each user with himself. */
  readonly gain: Measured;
}

/** The ranker that is kept, null where the mix stays; and all that were learned, in their order. */
export interface RankerChoosing {
  readonly kept: ChosenRanker | null;
  readonly tried: readonly RankerTrial[];
}

/**
 * The ranker that is tried where a design does not name one: gradient-boosted trees that tell whether a candidate is wanted,
 * small for there are few users to learn from.
 */
const USUAL: StepChoice = {
  name: 'boosted-trees',
  params: { rounds: 120, learningRate: 0.05, maxLeaves: 15, minRowsPerLeaf: 50 },
};

/** Retrievers whose candidates are ranked besides those of the mix: the best of the others, up to so many in all. */
const LEAST_SOURCES = 4;
const BOOTSTRAP = { samples: 1000, level: 0.95 };

/**
 * Learn a ranker, and keep it where it is surely better than the mix of retrievers, both on users by whom they were not
 * found; or in any case, where the design names one alone. Of several each is learned, and one takes the place of those
 * before it where it is surely better than they.
 *
 * Throws 'recommend/nothing-to-rank' where a design names a ranker and there is too little to learn it from.
 */
export async function chooseRanker(
  task: RecommendTask,
  found: readonly FoundRetriever[],
  mix: Mix,
  asked: readonly AskedUser[],
  known: KnownItems,
  ports: RecommendPorts,
): Promise<RankerChoosing> {
  const { ranker } = task;
  if (ranker === 'blend') return { kept: null, tried: [] };
  const choices = ranker === 'auto' ? [USUAL] : 'name' in ranker ? [ranker] : ranker;
  const sources = sourcesOf(found, mix);
  const from = sources.map((r) => found[r]!);
  let best: ChosenRanker | null = null;
  const tried: RankerTrial[] = [];
  for (const choice of choices) {
    ports.progress.begin(`learn to rank by ${choice.name}`);
    const learned = await learnRanker(task, choice, from, asked, known, ports);
    if (learned === null) {
      ports.progress.end('too few users to learn from');
      if (ranker === 'auto') return { kept: null, tried };
      throw fail('recommend/nothing-to-rank', { ranker: choice.name, users: asked.length });
    }
    const value = meanOf(learned.values);
    ports.progress.end(`${value.toFixed(4)}, the mix ${meanOf(mix.values).toFixed(4)}`);
    const gain = gainOf(learned.values, mix.values, task.seed);
    tried.push({ model: choice.name, value, gain });
    if (best !== null && !isSurelyAbove(gainOf(learned.values, best.learned.values, task.seed))) continue;
    best = { learned, sources, value, gain };
  }
  const inAnyCase = ranker !== 'auto' && 'name' in ranker;
  return { kept: best !== null && (inAnyCase || isSurelyAbove(best.gain)) ? best : null, tried };
}

const gainOf = (values: Float64Array, over: Float64Array, seed: number): Measured =>
  pairedUserDifference(values, over, { ...BOOTSTRAP, seed: seedFor(seed, 'ranker gain') });

const isSurelyAbove = ({ low }: Measured): boolean => low !== null && low > 0;

/** Those of the mix, the best of the others until there are enough, and one that answers somebody unknown. */
function sourcesOf(found: readonly FoundRetriever[], { weights }: Mix): number[] {
  const byValue = found.map((_, r) => r).sort((a, b) => found[b]!.value - found[a]!.value);
  const inMix = byValue.filter((r) => weights[r]! > 0);
  const others = byValue.filter((r) => weights[r] === 0);
  const sources = [...inMix, ...others.slice(0, Math.max(0, LEAST_SOURCES - inMix.length))];
  const answersAll = (r: number): boolean => found[r]!.retriever.traits.coldUsers === true;
  if (!sources.some(answersAll)) sources.push(...byValue.filter(answersAll).slice(0, 1));
  return sources.sort((a, b) => a - b);
}
