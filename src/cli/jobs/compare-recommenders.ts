import type { NamedColumns } from '../../adapters/interaction-files/layout.ts';
import {
  type GivenSplit,
  type NamedFile,
  readGivenSplit,
} from '../../adapters/interaction-files/read-given-split.ts';
import type {
  MixChoice,
  RatingEvaluation,
  RecommendEvaluation,
} from '../../contracts/recommend-evaluation.ts';
import { fail } from '../../errors/fail.ts';
import type { GivenRule } from '../../splitters/events/given.ts';
import { givenSplit } from '../../splitters/events/given.ts';
import { automaticRetrievers, namedRetriever } from '../../stages/recommend/automatic-retrievers.ts';
import { cutOf, USUAL_CUTS } from '../../stages/recommend/cuts.ts';
import { evaluateRatings } from '../../stages/recommend/evaluate-ratings.ts';
import { evaluateRecommender } from '../../stages/recommend/evaluate-recommender.ts';
import { learnRatings } from '../../stages/recommend/learn-ratings.ts';
import type { RecommendPorts, RecommendTask } from '../../stages/recommend/recommend-task.ts';
import { trainRecommender } from '../../stages/recommend/train-recommender.ts';
import { bareCatalogue } from '../../table/catalogue.ts';
import type { Job } from '../job-contract.ts';

export interface CompareRecommendersInput {
  readonly train: NamedFile;
  readonly test: NamedFile;
  readonly named: NamedColumns;
  /** A value below it speaks against an item; null = every event speaks for its item. */
  readonly atLeast: number | null;
  /** Tell ratings too, learned in this way; null = not. */
  readonly ratings: RatingEvaluation['over'] | null;
  readonly repeats: boolean;
  /** Only this retriever. */
  readonly model: string | undefined;
  readonly primary: string;
  readonly negatives: number | null;
  readonly searchSeconds: number | null;
  readonly seed: number;
}

export interface ComparedRecommenders {
  readonly evaluation: RecommendEvaluation;
  readonly choice: MixChoice;
  readonly rule: GivenRule;
  readonly format: 'lists' | 'events';
  readonly users: number;
  readonly items: number;
  readonly events: { readonly train: number; readonly test: number };
  readonly fitSeconds: number;
}

/** Resamples of users, and the share of them inside each interval. */
const SAMPLES = 1000;
const LEVEL = 0.95;

/** Train on one file of events and judge by another: for `evaluate --train --test`. Stores nothing. */
export const compareRecommenders: Job<CompareRecommendersInput, ComparedRecommenders> = async (
  input,
  ports,
) => {
  const { wire, progress, checkCancelled } = ports;
  const primary = cutOf(input.primary);
  progress.begin('read both files');
  const given = await readGivenSplit(input.train, input.test, input.named, input.atLeast);
  const { rule, ...split } = givenSplit(given.train, given.test, input.seed);
  const events = { train: given.train.item.length, test: given.test.item.length };
  progress.end(
    `${events.train.toLocaleString('en')} events to train, ${events.test.toLocaleString('en')} to test, of ${given.userIds.length.toLocaleString('en')} users and ${given.itemIds.length.toLocaleString('en')} items`,
  );
  const task: RecommendTask = {
    system: 'evaluate',
    data: { itemIds: given.itemIds, catalogue: bareCatalogue(given.itemIds.length), users: null },
    split,
    retrievers: input.model === undefined ? automaticRetrievers() : [namedRetriever(input.model)],
    ranker: 'auto',
    rerankers: [],
    primary,
    repeats: input.repeats,
    graded: false,
    candidates: CANDIDATES,
    history: HISTORY,
    seed: input.seed,
    searchSeconds: input.searchSeconds,
  };
  const to = {
    clock: wire.clock,
    kernels: await wire.kernels(),
    scoringKernels: await wire.scoringKernels(),
    progress,
    checkCancelled,
  };
  const { fitted, choice, fitSeconds } = await trainRecommender(task, to);
  const names = [input.primary, ...USUAL_CUTS.filter((name) => name !== input.primary)];
  const judging = {
    heldOut: split.test,
    fitting: split.fitting,
    users: null,
    primary,
    cuts: names.map(cutOf),
    graded: false,
    negatives: input.negatives,
    samples: SAMPLES,
    level: LEVEL,
    seed: input.seed,
    caution: split.caution,
  };
  const lists = evaluateRecommender(fitted, judging, to);
  const ratings = input.ratings === null ? null : toldRatings(input.ratings, given, input, to);
  return {
    evaluation: ratings === null ? lists : { ...lists, ratings },
    choice,
    rule,
    format: given.format,
    users: given.userIds.length,
    items: given.itemIds.length,
    events,
    fitSeconds,
  };
};

/** How well the values of test events are told. Throws 'recommend/no-ratings' where there are none. */
function toldRatings(
  over: RatingEvaluation['over'],
  { values }: GivenSplit,
  { seed }: CompareRecommendersInput,
  to: RecommendPorts,
): RatingEvaluation {
  if (values === null) throw fail('recommend/no-ratings', {});
  const task = { split: givenSplit(values.train, values.test, seed), history: HISTORY, seed };
  const label = { says: '', actions: null, atLeast: null, weighted: true, rated: true as const };
  const learned = learnRatings({ ratings: over, label }, task, to)!;
  return evaluateRatings(learned, task, { samples: SAMPLES, level: LEVEL });
}

/** Items that each retriever hands to the ranker. */
const CANDIDATES = 500;
/** Events of a past that are looked at: more than nearly anybody has. */
const HISTORY = 2000;
