import { TIERS } from '../../contracts/model.ts';
import type { Params } from '../../contracts/params.ts';
import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { RetrieverChoice } from '../../contracts/recommend-design.ts';
import type { RetrieverTrial } from '../../contracts/recommend-evaluation.ts';
import type { Retriever } from '../../contracts/retriever.ts';
import type { AskedUser } from '../../explain/ranking/asked-users.ts';
import { judgeUsers, retrieverScorer } from '../../explain/ranking/judge-users.ts';
import { knownItems } from '../../explain/ranking/known-items.ts';
import { meanOf, valuesOf } from '../../explain/ranking/measure-lists.ts';
import { type TimeLeft, TimeUp } from '../train/search/time-left.ts';
import { type FittedRetriever, fitRetriever, fullParams, retrieverOf, unfit } from './fit-retriever.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';

/** The best that was found of one retriever. */
export interface FoundRetriever extends FittedRetriever {
  readonly value: number;
  /** [asked] the primary measure of each user. */
  readonly values: Float64Array;
  /** The mean over users of whom something is known: of the others a personal retriever can say nothing. */
  readonly ofKnown: number;
}

/** Of one retriever: what there is to try, the best first guess first, and what has been found. */
interface Racer {
  readonly retriever: Retriever;
  readonly rest: Params[];
  found: FoundRetriever | null;
  /** Of its last trial, judging included. */
  seconds: number;
}

/** The rest of a grid is not tried when the best of it falls behind the best of all by this factor. */
const HOPELESS = 0.7;

/**
 * Fit every retriever, cheap ones first, with its first guess, baselines with all of them; then go through the grids of those that are best, for as
 * long as there is time. Each is judged by the lists that it gives `asked` users alone.
 *
 * Which trials there are, and in which order, follows from the data and the seed; the time decides only how many. What is
 * not tried is told with its reason.
 */
export async function tryRetrievers(
  task: RecommendTask,
  asked: readonly AskedUser[],
  left: TimeLeft,
  ports: RecommendPorts,
): Promise<{ found: FoundRetriever[]; trials: RetrieverTrial[] }> {
  const { split, data } = task;
  const trials: RetrieverTrial[] = [];
  const racers: Racer[] = [];
  const known = knownItems(split.train);
  const tell = (retriever: string, params: Params, trial: Partial<RetrieverTrial>): void => {
    trials.push({ retriever, params, value: null, fitSeconds: 0, skipped: null, ...trial });
  };
  const tryNext = async (racer: Racer): Promise<void> => {
    const { name } = racer.retriever;
    const params = racer.rest.shift()!;
    const began = ports.clock.elapsed();
    const found = await tryParams(task, racer.retriever, params, asked, known, left, ports);
    racer.seconds = (ports.clock.elapsed() - began) / 1000;
    if (found === null) {
      tell(name, params, { skipped: 'it would have taken longer than there was time' });
      racer.rest.length = 0;
      return;
    }
    tell(name, params, { value: found.value, fitSeconds: found.fitSeconds });
    if (racer.found === null || found.value > racer.found.value) racer.found = found;
  };
  for (const choice of cheapFirst(task.retrievers)) {
    const retriever = retrieverOf(choice.name);
    const racer = { retriever, rest: guessesOf(retriever, choice), found: null, seconds: 0 };
    const why = unfit(retriever, split.train, data.catalogue);
    const skipped = why ?? (left.seconds() > 0 ? null : 'there was no time left');
    if (skipped === null) {
      racers.push(racer);
      await tryNext(racer);
      while (isCheap(retriever) && racer.rest.length > 0 && left.seconds() > 0) await tryNext(racer);
    } else tell(choice.name, racer.rest[0]!, { skipped });
  }
  for (let next = mostPromising(racers, left); next !== undefined; next = mostPromising(racers, left))
    await tryNext(next);
  return { found: racers.flatMap(({ found }) => found ?? []), trials };
}

/** Fit a retriever with these parameters and judge its lists; null when the time is up before that is done. */
async function tryParams(
  { split, data, seed, primary }: RecommendTask,
  retriever: Retriever,
  params: Params,
  asked: readonly AskedUser[],
  known: KnownItems,
  left: TimeLeft,
  ports: RecommendPorts,
): Promise<FoundRetriever | null> {
  const { catalogue, users } = data;
  const check = left.checkWith(0, ports.checkCancelled);
  const set = { events: split.train, catalogue, users, validation: split.validation.wanted };
  const uncut = primary.metric.traits.uncut === true;
  ports.progress.begin(`try ${retriever.name}`);
  try {
    const fitted = await fitRetriever(retriever, params, set, seed, { ...ports, checkCancelled: check });
    const judged = judgeUsers(
      asked,
      retrieverScorer(fitted.open, catalogue),
      catalogue,
      primary.k,
      uncut,
      check,
    );
    const values = valuesOf(judged, primary, known);
    const value = meanOf(values);
    const ofKnown = meanOf(values.filter((_, u) => asked[u]!.query.length > 0)) || 0;
    ports.progress.end(`${value.toFixed(4)}, fitted in ${fitted.fitSeconds.toFixed(2)} s`);
    return { ...fitted, value, values, ofKnown };
  } catch (error) {
    if (!(error instanceof TimeUp)) throw error;
    ports.progress.end('out of time');
    return null;
  }
}

/** The parameters to try, in full, each once: those of the design, then the retriever's own grid. */
function guessesOf(retriever: Retriever, { params, search }: RetrieverChoice): Params[] {
  const grid = search ? (retriever.traits.grid ?? []) : [];
  const all = [params, ...grid.map((guess) => ({ ...guess, ...params }))].map((p) =>
    fullParams(retriever, p),
  );
  const keys = all.map((p) => JSON.stringify(p));
  return all.filter((_, i) => keys.indexOf(keys[i]!) === i);
}

/** Of those with something left to try in the time there is: the one whose best is best for users of whom something is known. */
function mostPromising(racers: readonly Racer[], left: TimeLeft): Racer | undefined {
  const best = Math.max(...racers.map(({ found }) => found?.ofKnown ?? 0));
  return racers
    .filter(({ rest, found, seconds }) => rest.length > 0 && found !== null && seconds < left.seconds())
    .filter(({ found }) => found!.ofKnown >= HOPELESS * best)
    .sort((a, b) => b.found!.ofKnown - a.found!.ofKnown)[0];
}

/** Fitted in next to no time, and poor alone as it may be, it may tell a mix what no other knows: its grid is always tried. */
const isCheap = ({ traits }: Retriever): boolean => traits.tier === 'baseline';

const cheapFirst = (choices: readonly RetrieverChoice[]): RetrieverChoice[] => {
  const tier = ({ name }: RetrieverChoice): number => TIERS.indexOf(retrieverOf(name).traits.tier);
  return choices.toSorted((a, b) => tier(a) - tier(b));
};
