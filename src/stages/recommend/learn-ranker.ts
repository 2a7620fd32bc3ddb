import type { StepChoice } from '../../contracts/design.ts';
import type { TrainingSet } from '../../contracts/model.ts';
import { type Params, resolveParams } from '../../contracts/params.ts';
import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { FittedPart, FittedRanker } from '../../contracts/recommender.ts';
import type { Run } from '../../contracts/run.ts';
import type { Task } from '../../contracts/task.ts';
import { throwCollected } from '../../errors/fail.ts';
import type { AskedUser } from '../../explain/ranking/asked-users.ts';
import { judgePool, roomForPools } from '../../explain/ranking/candidate-pools.ts';
import { valuesOf } from '../../explain/ranking/measure-lists.ts';
import { logOdds } from '../../kernels/log-odds.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { fitSigmoid } from '../../learn/linear/platt.ts';
import { models } from '../../models/index.ts';
import { candidateFeatures } from '../../recipe/recommender/candidate-features.ts';
import { type OpenRanker, openRanker } from '../../recipe/recommender/rank.ts';
import {
  type AskedList,
  type RankerList,
  type RankerRows,
  type RowChoice,
  rankerLists,
  rankerRows,
  shownRankerLists,
} from './ranker-rows.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';
import type { FoundRetriever } from './try-retrievers.ts';

type ModelRanker = Extract<FittedRanker, { kind: 'model' }>;

/** A model that ranks candidates, and what it is worth. */
export interface LearnedRanker {
  readonly ranker: ModelRanker;
  /** [asked] the primary measure of each user, ranked by a model that did not learn from him. */
  readonly values: Float64Array;
  /** Lists that it learned from: users asked, or slates shown. */
  readonly lists: number;
}

/** With fewer lists that hold something wanted, a model learns chance. */
const LEAST_LISTS = 50;

/**
 * Learn to rank the candidates of these retrievers from what users wanted afterwards, or from what they took of the slates
 * that they were shown: features as they were known when each was asked, so nothing of the future is among them.
 *
 * Each half of the users is judged by a model that learned from the other half; the model that is kept learned from all, or,
 * where it tells chances of slates, from all but every fifth user, by whom they are calibrated. Null where too few lists
 * hold something that was wanted. Deterministic in the seed. O(lists x (retrieval + candidates x features) + the fits).
 */
export async function learnRanker(
  task: RecommendTask,
  choice: StepChoice,
  sources: readonly FoundRetriever[],
  asked: readonly AskedUser[],
  known: KnownItems,
  ports: RecommendPorts,
): Promise<LearnedRanker | null> {
  const { data, candidates, shown, negatives = 'uniform' } = task;
  const names = sources.map(({ retriever }) => retriever.name);
  const popularity = Float32Array.from(known.popularity);
  const ofShown = negatives === 'impressed' ? shown : undefined;
  const positioned = ofShown?.correction === 'position';
  const features = candidateFeatures(names, data.catalogue.attributes, popularity, positioned);
  const find = [sources.map(({ open }) => open), candidates, data.catalogue, ports.checkCancelled] as const;
  const judged = rankerLists(asked, ...find);
  const taught = ofShown === undefined ? judged : shownRankerLists(ofShown.validation, ...find);
  const useful = taught.filter(isUseful).length;
  if (useful < LEAST_LISTS) return null;

  const binary = ofShown !== undefined && tellsChances(choice.params);
  const rowChoice: RowChoice = {
    negatives,
    weighted: ofShown?.correction === 'propensity',
    binary,
    popularity,
  };
  const learn = async (of: readonly RankerList[], name: string): Promise<ModelRanker> => {
    const r = random(seedFor(task.seed, `rows ${name}`));
    const rows = rankerRows(of, features, data.catalogue, rowChoice, r);
    const part = await fitModel(choice, binary ? TAKEN : VALUE, rows, features.columns, runOf(task, ports));
    return { kind: 'model', part, features: features.columns.map((column) => column.name) };
  };
  const judge = judgeBy(judged, task, known, ports);
  const values = new Float64Array(judged.length);
  // Slates of a user are of the same half as he is.
  const halfOf = ({ user }: RankerList, u: number): number => (ofShown === undefined ? u : user) % 2;
  const halves = [0, 1].map((half) => taught.filter((list, u) => halfOf(list, u) === half));
  if (!halves.every((lists) => lists.some(isUseful))) return null;
  for (const half of [0, 1]) {
    const others = halves[1 - half]!;
    const ranker = openRanker(await learn(others, `half ${half}`), names, features, ports.kernels);
    judged.forEach((list, u) => {
      if (halfOf(list, u) === half) values[u] = judge(list, ranker);
    });
  }
  if (!binary) return { ranker: await learn(taught, 'all'), values, lists: useful };
  const isSpared = ({ user }: RankerList): boolean => user % SPARED === 0;
  const ranker = await learn(
    taught.filter((list) => !isSpared(list)),
    'all',
  );
  const open = openRanker(ranker, names, features, ports.kernels);
  const said = taught.filter(isSpared).flatMap((list) => saidOf(list, open, task));
  return { ranker: { ...ranker, calibration: calibrate(said) }, values, lists: useful };
}

/** Whether anything of a list was wanted. */
const isUseful = ({ gain }: RankerList): boolean => gain.some((g) => g > 0);

/** One in so many users calibrates. */
const SPARED = 5;

const VALUE: Task = { category: 'regression' };
const TAKEN: Task = { category: 'binary', classes: ['left', 'taken'] };

/** Losses of lists and of values tell no chances. */
const CHANCES: readonly unknown[] = [undefined, 'auto', 'logistic', 'focal'];
const tellsChances = ({ loss }: Params): boolean => CHANCES.includes(loss);

/** The primary measure of a user, his candidates in the order of a ranker. */
function judgeBy(
  lists: readonly AskedList[],
  { data, primary }: RecommendTask,
  known: KnownItems,
  { checkCancelled }: RecommendPorts,
): (list: AskedList, ranker: OpenRanker) => number {
  const room = roomForPools(
    lists.map(({ candidates: { item } }) => ({ item })),
    primary.k,
  );
  return (list, ranker) => {
    checkCancelled();
    const scores = ranker.score(list.candidates, list.query, data.catalogue);
    const pool = { ...list, item: list.candidates.item };
    return valuesOf([judgePool(pool, Float32Array.from(scores), room)], primary, known)[0]!;
  };
}

/** A chance that was told of something shown, and whether it was taken. */
type Said = readonly [said: number, taken: number];

/** Told of what was shown, in its place, by a ranker that did not learn from it. */
function saidOf(
  { candidates, query, gain, shown }: RankerList,
  ranker: OpenRanker,
  { data }: RecommendTask,
): Said[] {
  const scores = ranker.score(candidates, query, data.catalogue, shown?.position);
  return Array.from(scores, (score, c): Said => [score, Number(gain[c]! > 0)]);
}

/** Of nobody nothing is learned, and chances stay as they are said. Source: Platt 1999, see learn/linear/platt.ts. */
function calibrate(said: readonly Said[]): NonNullable<ModelRanker['calibration']> {
  if (said.length === 0) return { slope: 1, intercept: 0 };
  const scores = Float64Array.from(said, ([p]) => logOdds(p));
  const taken = Float64Array.from(said, ([, y]) => y);
  return fitSigmoid(scores, taken, new Float64Array(said.length).fill(1));
}

const runOf = (task: RecommendTask, { kernels, progress, checkCancelled }: RecommendPorts): Run => ({
  seed: seedFor(task.seed, 'ranker'),
  kernels,
  checkCancelled,
  progress: (fraction, note) => progress.at(fraction, note),
});

async function fitModel(
  { name, params: given }: StepChoice,
  task: Task,
  rows: RankerRows,
  columns: TrainingSet['columns'],
  run: Run,
): Promise<FittedPart> {
  const model = models.find((m) => m.name === name);
  if (model === undefined) throw new Error(`a model that is not in the room: ${name}`);
  const { params, failures } = resolveParams(name, model.params, given);
  throwCollected(failures);
  const state = await model.fit({ task, ...rows, columns }, params, run);
  return { name, version: model.version, params, state };
}
