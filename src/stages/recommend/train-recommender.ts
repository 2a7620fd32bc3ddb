import type { MixChoice } from '../../contracts/recommend-evaluation.ts';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import { fail } from '../../errors/fail.ts';
import { type AskedUser, askedUsers } from '../../explain/ranking/asked-users.ts';
import { candidatePools, type Pool } from '../../explain/ranking/candidate-pools.ts';
import { knownItems } from '../../explain/ranking/known-items.ts';
import { nameOf } from '../../explain/ranking/measure-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import { candidateFinder } from '../../recipe/recommender/candidates.ts';
import { timeLeft } from '../train/search/time-left.ts';
import { chooseMix, type Mix } from './choose-mix.ts';
import { chooseRanker, type RankerChoosing } from './choose-ranker.ts';
import { fitRetriever } from './fit-retriever.ts';
import { marginalRecall } from './marginal-recall.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';
import { type FoundRetriever, tryRetrievers } from './try-retrievers.ts';
import { whyThisMix } from './why-this-mix.ts';

/** A recommender and how it came to be. */
export interface TrainedRecommender {
  readonly fitted: FittedRecommender;
  readonly choice: MixChoice;
  /** Of all that learned anew. */
  readonly fitSeconds: number;
}

/** Users by whom retrievers are chosen, and by whom weights are: enough to tell a hundredth, few enough to be quick. */
const CHOOSING_USERS = 2000;
const WEIGHING_USERS = 1000;

/**
 * The weight of the retriever that also answers users of whom nothing is known, where the mix has none: too little to
 * change an order, enough to fill a list.
 */
const FALLBACK_WEIGHT = 1e-6;

/**
 * Fit every retriever on training events, choose parameters and mix on validation events, and let what was chosen learn
 * anew from both. Test events are not looked at.
 *
 * Deterministic in the seed without a limit of time; with one, in what there was time for. Throws 'train/cancelled',
 * 'recommend/nothing-to-judge' and 'recommend/no-retriever'.
 */
export async function trainRecommender(
  task: RecommendTask,
  ports: RecommendPorts,
): Promise<TrainedRecommender> {
  const { split, data, primary } = task;
  const asked = choosingUsers(task);
  const left = timeLeft(ports.clock, task.searchSeconds);
  const { found, trials } = await tryRetrievers(task, asked, left, ports);
  if (found.length === 0) throw fail('recommend/no-retriever', { skipped: trials.map(reasonOf) });
  ports.progress.begin('combine retrievers');
  const known = knownItems(split.train);
  const weighing = asked.slice(0, WEIGHING_USERS);
  const pools = poolsOf(task, found, weighing, ports);
  const mix = chooseMix(pools, found.length, primary, known, {
    only: task.ranker === 'blend',
    seed: seedFor(task.seed, 'mix'),
    checkCancelled: ports.checkCancelled,
  });
  const names = found.map(({ retriever }) => retriever.name);
  const newcomers = forNewcomers(found);
  const weights =
    newcomers === undefined || mix.weights[newcomers]! > 0
      ? mix.weights
      : mix.weights.with(newcomers, FALLBACK_WEIGHT);
  const mixed: Omit<MixChoice, 'because'> = {
    kind: mix.weights.filter((w) => w > 0).length > 1 ? 'blend' : 'single',
    primary: nameOf(primary),
    users: pools.length,
    value: mix.value,
    best: { retriever: names[mix.best]!, value: mix.bestValue },
    gain: mix.gain,
    sources: marginalRecall(pools, names, weights, primary, known),
    trials,
  };
  ports.progress.end(mixText(names, mix));
  const choosing = await chooseRanker(task, found, mix, weighing, known, ports);
  const { kept: ranked } = choosing;
  const choice = { ...mixed, ...rankerFacts(choosing, task) };
  const kept = found.filter((_, r) => (ranked === null ? weights[r]! > 0 : ranked.sources.includes(r)));
  const { parts, fitSeconds } = await fitAnew(task, kept, ports);
  const popularity = Float32Array.from(knownItems(split.fitting).popularity);
  return {
    fitted: {
      system: task.system,
      ids: data.itemIds,
      catalogue: data.catalogue,
      popularity,
      repeats: task.repeats,
      retrievers: parts,
      ranker:
        ranked === null
          ? {
              kind: 'blend',
              weights: weights.filter((w) => w > 0),
              ...(newcomers === undefined ? {} : { newcomers: kept.indexOf(found[newcomers]!) }),
            }
          : ranked.learned.ranker,
      rerankers: task.rerankers,
      candidates: task.candidates,
      history: task.history,
    },
    choice: { ...choice, because: whyThisMix(choice) },
    fitSeconds,
  };
}

/** What the choice of a ranker adds to that of the mix. */
function rankerFacts(
  { kept, tried }: RankerChoosing,
  { negatives, shown }: RecommendTask,
): Pick<MixChoice, 'ranker' | 'rankers'> & { readonly kind?: 'model' } {
  const rankers = tried.length > 0 && { rankers: tried };
  if (kept === null) return { ...rankers };
  const { learned, value, gain } = kept;
  const ofShown = negatives === 'impressed' && shown !== undefined && { ofShown: true as const };
  const model = learned.ranker.part.name;
  return { kind: 'model', ranker: { model, users: learned.lists, value, gain, ...ofShown }, ...rankers };
}

const reasonOf = ({ retriever, skipped }: MixChoice['trials'][number]): string => `${retriever}: ${skipped}`;

function choosingUsers({ split, data, repeats, graded, history, seed }: RecommendTask): AskedUser[] {
  const asking = {
    repeats,
    graded,
    history,
    users: CHOOSING_USERS,
    negatives: null,
    seed: seedFor(seed, 'choosing users'),
  };
  const asked = askedUsers(split.validation, data.catalogue, data.users, asking);
  if (asked.length === 0)
    throw fail('recommend/nothing-to-judge', {
      part: 'validation',
      events: split.validation.wanted.item.length,
    });
  return asked;
}

const poolsOf = (
  { candidates, data }: RecommendTask,
  found: readonly FoundRetriever[],
  asked: readonly AskedUser[],
  { progress, checkCancelled }: RecommendPorts,
): Pool[] =>
  candidatePools(
    asked,
    candidateFinder(
      found.map(({ open }) => open),
      candidates,
    ),
    data.catalogue,
    (done) => {
      checkCancelled();
      progress.at(done);
    },
  );

/** Index of the best of those that answer somebody unknown; undefined where none does. */
const forNewcomers = (found: readonly FoundRetriever[]): number | undefined =>
  found
    .map((_, r) => r)
    .filter((r) => found[r]!.retriever.traits.coldUsers === true)
    .sort((a, b) => found[b]!.value - found[a]!.value)[0];

async function fitAnew(
  { split, data, seed }: RecommendTask,
  kept: readonly FoundRetriever[],
  ports: RecommendPorts,
): Promise<{ parts: FittedRecommender['retrievers']; fitSeconds: number }> {
  const parts: FittedRecommender['retrievers'][number][] = [];
  let seconds = 0;
  for (const { retriever, params } of kept) {
    ports.progress.begin(`fit ${retriever.name}`);
    const set = { events: split.fitting, catalogue: data.catalogue, users: data.users };
    const { state, fitSeconds } = await fitRetriever(retriever, params, set, seed, ports);
    ports.progress.end(
      `${split.fitting.item.length.toLocaleString('en')} events, ${fitSeconds.toFixed(2)} s`,
    );
    parts.push({ name: retriever.name, version: retriever.version, params, state });
    seconds += fitSeconds;
  }
  return { parts, fitSeconds: seconds };
}

const mixText = (names: readonly string[], { weights, value }: Mix): string =>
  `${names
    .map((name, r) => ({ name, weight: weights[r]! }))
    .filter(({ weight }) => weight > 0)
    .map(({ name, weight }) => `${name} ${weight}`)
    .join(', ')}: ${value.toFixed(4)}`;
