import type { RecommendData } from '../../contracts/recommend-data.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import type { GateVerdict, RetrainPlan } from '../../contracts/retraining.ts';
import { fail } from '../../errors/fail.ts';
import { askedUsers } from '../../explain/ranking/asked-users.ts';
import { type ItemScorer, judgeUsers } from '../../explain/ranking/judge-users.ts';
import { knownItems } from '../../explain/ranking/known-items.ts';
import { meanOf, nameOf, pairedUserDifference, valuesOf } from '../../explain/ranking/measure-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import { LiveItems } from '../../recipe/live-items.ts';
import { openRecommender } from '../../recipe/recommender/open-recommender.ts';
import { splitEvents } from '../../splitters/events/index.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import { rowValues } from '../../table/row-values.ts';
import { verdictOf } from '../retrain/verdict.ts';
import { cutOf } from './cuts.ts';
import { recommenderScorer } from './evaluate-recommender.ts';
import type { RecommendPorts } from './recommend-task.ts';

export interface RecommenderGate {
  readonly design: RecommendDesign;
  /** What the challenger was built from. */
  readonly data: RecommendData;
  readonly challenger: FittedRecommender;
  readonly champion: { readonly version: number; readonly fitted: FittedRecommender };
  readonly plan: RetrainPlan;
}

/** Users by whom versions are compared at most. */
const MOST_USERS = 10_000;

/**
 * Ask champion and challenger for the same users what they want, and hold both against the newest held-out events, which
 * neither learned from where the split is one by time: the challenger by its split, the champion because it is older. The
 * champion knows items that came since as it does in service: by their attributes.
 *
 * Throws 'recommend/nothing-to-judge'. O(users x slates of both).
 */
export function gateRecommender(
  { design, data, challenger, champion, plan }: RecommenderGate,
  {
    progress,
    checkCancelled,
    scoringKernels,
  }: Pick<RecommendPorts, 'progress' | 'checkCancelled' | 'scoringKernels'>,
): GateVerdict {
  progress.begin('compare with the champion');
  const split = splitEvents(data.events, design.data.split, design.seed);
  const seed = seedFor(design.seed, 'gate');
  const asked = askedUsers(split.test, challenger.catalogue, data.users, {
    repeats: design.framing.repeats,
    graded: false,
    history: design.serving.history,
    users: MOST_USERS,
    negatives: null,
    seed,
  });
  if (asked.length === 0)
    throw fail('recommend/nothing-to-judge', { part: 'test', events: split.test.wanted.item.length });
  const primary = cutOf(design.evaluation.primary);
  const known = knownItems(split.fitting);
  const measured = (scorer: ItemScorer, half: number): Float64Array =>
    valuesOf(
      judgeUsers(asked, scorer, challenger.catalogue, primary.k, false, (done) => {
        checkCancelled();
        progress.at((half + done) / 2);
      }),
      primary,
      known,
    );
  const newer = measured(recommenderScorer(challenger, primary.k, scoringKernels?.()), 0);
  const older = measured(olderScorer(champion.fitted, challenger, primary.k, scoringKernels?.()), 1);
  const { samples, level } = design.evaluation;
  const verdict = verdictOf(
    {
      system: design.name,
      champion: champion.version,
      metric: nameOf(primary),
      cases: asked.length,
      of: 'users',
      value: { champion: meanOf(older), challenger: meanOf(newer) },
      difference: pairedUserDifference(newer, older, { samples, level, seed }),
    },
    plan,
  );
  progress.end(verdict.says);
  return verdict;
}

/** The answers of a recommender that numbers items otherwise, in the numbers of a newer one. */
function olderScorer(
  fitted: FittedRecommender,
  newer: Pick<FittedRecommender, 'ids' | 'catalogue'>,
  k: number,
  kernels: Parameters<typeof openRecommender>[1],
): ItemScorer {
  const { catalogue, toOld, toNew } = meeting(fitted, newer);
  const recommender = openRecommender(fitted, kernels);
  const excludedThere = new Uint8Array(catalogue.size);
  return (query, excluded, out) => {
    out.fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < excludedThere.length; i++)
      excludedThere[i] = toNew[i]! < 0 ? 1 : excluded[toNew[i]!]!;
    const item = query.item.subarray(0, query.length).map((i) => toOld[i]!);
    const request = { query: { ...query, item }, k, excluded: excludedThere, explain: false, seed: 1 };
    recommender.recommend(request, catalogue).entries.forEach(({ item: it }, place) => {
      out[toNew[it]!] = k - place;
    });
  };
}

/** The catalogue of the older, with the items that came since; and which index of one is which of the other, -1 = none. */
function meeting(
  older: FittedRecommender,
  { ids, catalogue }: Pick<FittedRecommender, 'ids' | 'catalogue'>,
): { readonly catalogue: Catalogue; readonly toOld: Int32Array; readonly toNew: Int32Array } {
  const items = new LiveItems(older.ids, older.catalogue);
  const toOld = Int32Array.from(
    ids,
    (id, i) => items.find(id) ?? items.put(id, rowValues(catalogue.attributes, i), catalogue.addedAt[i]!),
  );
  const toNew = new Int32Array(items.ids.length).fill(-1);
  toOld.forEach((old, i) => {
    toNew[old] = i;
  });
  return { catalogue: items.catalogue, toOld, toNew };
}
