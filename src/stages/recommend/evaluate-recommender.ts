import type { Metrics } from '../../contracts/evaluation.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { Judged } from '../../contracts/ranking-metric.ts';
import type { RecommendEvaluation } from '../../contracts/recommend-evaluation.ts';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import { NEVER } from '../../contracts/retriever.ts';
import { fail } from '../../errors/fail.ts';
import { type AskedUser, askedUsers } from '../../explain/ranking/asked-users.ts';
import { measuresAtCuts } from '../../explain/ranking/at-cuts.ts';
import { type ItemScorer, judgeUsers, retrieverScorer } from '../../explain/ranking/judge-users.ts';
import { knownItems } from '../../explain/ranking/known-items.ts';
import { listSlices } from '../../explain/ranking/list-slices.ts';
import {
  type Cut,
  measureLists,
  nameOf,
  pairedUserDifference,
  valuesOf,
} from '../../explain/ranking/measure-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import { openRecommender, openRetriever } from '../../recipe/recommender/open-recommender.ts';
import type { HeldOut } from '../../splitters/events/parts.ts';
import type { Frame } from '../../table/frame.ts';
import type { Interactions } from '../../table/interactions.ts';
import type { RecommendPorts } from './recommend-task.ts';

export interface RecommendJudging {
  readonly heldOut: HeldOut;
  /** What the recommender learned from. */
  readonly fitting: Interactions;
  readonly users: Frame | null;
  readonly primary: Cut;
  readonly cuts: readonly Cut[];
  readonly graded: boolean;
  /** Rank what a user wanted among so many other items, drawn evenly; null = among all. */
  readonly negatives: number | null;
  readonly samples: number;
  readonly level: number;
  readonly seed: number;
  readonly caution: string | null;
}

/** Users judged at most: with more of them no figure moves. */
const MOST_USERS = 10_000;

/** And by each retriever alone: enough to tell them apart. */
const MOST_USERS_ALONE = 2000;

/**
 * Hold the lists of a recommender, as it would answer, against what users then did; and those of its retrievers alone.
 *
 * The recommender is judged on all users who can be, or 10,000 drawn by the seed; its retrievers on the same users, or every
 * n-th of them, so that they are at most 2,000. Throws 'train/cancelled' and
 * 'recommend/nothing-to-judge'. O(users x (scoring by all retrievers + items)).
 */
export function evaluateRecommender(
  fitted: FittedRecommender,
  judging: RecommendJudging,
  { progress, checkCancelled, scoringKernels }: RecommendPorts,
): RecommendEvaluation {
  const { heldOut, primary, cuts, samples, level, negatives } = judging;
  const seed = seedFor(judging.seed, 'evaluate');
  const bootstrap = { samples, level, seed };
  const asked = usersToAsk(fitted, judging, seed);
  if (asked.length === 0)
    throw fail('recommend/nothing-to-judge', { part: 'test', events: heldOut.wanted.item.length });
  const known = knownItems(judging.fitting);
  const most = Math.max(primary.k, ...cuts.map(({ k }) => k));
  // A list tells nothing of the items behind it: a measure of all candidates needs scores of all of them.
  const ofLists = cuts.filter(({ metric }) => metric.traits.uncut !== true);
  const step = Math.ceil(asked.length / MOST_USERS_ALONE);
  const some = asked.filter((_, u) => u % step === 0);
  const whole = asked.length + fitted.retrievers.length * some.length;
  let judgedSoFar = 0;
  const judge = (of: readonly AskedUser[], scorer: ItemScorer, uncut: boolean): Judged[] => {
    const lists = judgeUsers(of, scorer, fitted.catalogue, most, uncut, (done) => {
      checkCancelled();
      progress.at((judgedSoFar + done * of.length) / whole);
    });
    judgedSoFar += of.length;
    return lists;
  };
  const named = (metrics: Metrics): Metrics => (negatives === null ? metrics : asSampled(metrics));
  progress.begin('measure on test events');
  const mix = judge(asked, recommenderScorer(fitted, most, scoringKernels?.()), false);
  const values = valuesOf(mix, primary, known).filter((_, u) => u % step === 0);
  const alone = fitted.retrievers.map((part) => {
    const scorer = retrieverScorer(openRetriever(part, scoringKernels?.()), fitted.catalogue);
    const judged = judge(some, scorer, ofLists.length < cuts.length);
    return {
      retriever: part.name,
      metrics: named(measureLists(judged, cuts, known, bootstrap)),
      behind: pairedUserDifference(values, valuesOf(judged, primary, known), bootstrap),
    };
  });
  const slices = listSlices(mix, [primary], known, bootstrap);
  const few = mix.filter((_, u) => u % step === 0);
  progress.end(`${asked.length.toLocaleString('en')} users`);
  return {
    format: 1,
    users: asked.length,
    primary: negatives === null ? nameOf(primary) : sampledName(nameOf(primary)),
    metrics: named(measureLists(mix, ofLists, known, bootstrap)),
    interval: { method: 'bootstrap', ...bootstrap },
    retrievers: alone,
    slices: slices.map((slice) => ({ ...slice, metrics: named(slice.metrics) })),
    // Among drawn items they would not be what a longer list is worth.
    ...(negatives === null && { atCuts: measuresAtCuts(few, primary, most, known, bootstrap) }),
    negatives,
    caution: judging.caution,
  };
}

/** Among drawn items figures are others, and have names of their own: "sampledNdcgAt10". */
const sampledName = (name: string): string => `sampled${name[0]!.toUpperCase()}${name.slice(1)}`;

const asSampled = (metrics: Metrics): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([name, measured]) => [sampledName(name), measured]));

const usersToAsk = (
  { catalogue, repeats, history }: FittedRecommender,
  { heldOut, users, graded, negatives }: RecommendJudging,
  seed: number,
): AskedUser[] =>
  askedUsers(heldOut, catalogue, users, { repeats, graded, history, users: MOST_USERS, negatives, seed });

/** The first k places of the answer, as scores that fall with the place. */
export function recommenderScorer(fitted: FittedRecommender, k: number, kernels?: Kernels): ItemScorer {
  const recommender = openRecommender(fitted, kernels);
  return (query, excluded, out) => {
    out.fill(NEVER);
    const request = { query, k, excluded, explain: false, seed: 1 };
    recommender.recommend(request, fitted.catalogue).entries.forEach(({ item }, place) => {
      out[item] = k - place;
    });
  };
}
