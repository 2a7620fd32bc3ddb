import type { StepChoice } from '../../contracts/design.ts';
import type { TrainingSet } from '../../contracts/model.ts';
import { resolveParams } from '../../contracts/params.ts';
import type { KnownItems } from '../../contracts/ranking-metric.ts';
import type { FittedPart } from '../../contracts/recommender.ts';
import type { Run } from '../../contracts/run.ts';
import { throwCollected } from '../../errors/fail.ts';
import type { AskedUser } from '../../explain/ranking/asked-users.ts';
import { judgePool, roomForPools } from '../../explain/ranking/candidate-pools.ts';
import { valuesOf } from '../../explain/ranking/measure-lists.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { models } from '../../models/index.ts';
import { candidateFeatures } from '../../recipe/recommender/candidate-features.ts';
import { openRanker } from '../../recipe/recommender/rank.ts';
import { type RankerList, type RankerRows, rankerLists, rankerRows } from './ranker-rows.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';
import type { FoundRetriever } from './try-retrievers.ts';

/** A model that ranks candidates, and what it is worth. */
export interface LearnedRanker {
  readonly part: FittedPart;
  readonly features: readonly string[];
  /** [asked] the primary measure of each user, ranked by a model that did not learn from him. */
  readonly values: Float64Array;
  /** Users whose wishes it learned from. */
  readonly lists: number;
}

/** With fewer lists that hold something wanted, a model learns chance. */
const LEAST_LISTS = 50;

/**
 * Learn to rank the candidates of these retrievers from what users wanted afterwards: features as they were known when
 * each was asked, so nothing of the future is among them.
 *
 * Each half of the users is judged by a model that learned from the other half; the model that is kept learned from all.
 * Null where too few users wanted something that is a candidate. Deterministic in the seed.
 * O(users x (retrieval + candidates x features) + the fits).
 */
export async function learnRanker(
  task: RecommendTask,
  choice: StepChoice,
  sources: readonly FoundRetriever[],
  asked: readonly AskedUser[],
  known: KnownItems,
  ports: RecommendPorts,
): Promise<LearnedRanker | null> {
  const { data, candidates, primary } = task;
  const names = sources.map(({ retriever }) => retriever.name);
  const features = candidateFeatures(names, data.catalogue.attributes, Float32Array.from(known.popularity));
  const told = features.columns.map(({ name }) => name);
  const lists = rankerLists(
    asked,
    sources.map(({ open }) => open),
    candidates,
    data.catalogue,
    ports.checkCancelled,
  );
  const useful = lists.filter(({ gain }) => gain.some((g) => g > 0)).length;
  if (useful < LEAST_LISTS) return null;

  const learn = async (of: readonly RankerList[], name: string): Promise<FittedPart> => {
    const rows = rankerRows(of, features, data.catalogue, random(seedFor(task.seed, `rows ${name}`)));
    return fitModel(choice, rows, features.columns, runOf(task, ports));
  };
  const values = new Float64Array(lists.length);
  const room = roomForPools(
    lists.map(({ candidates: { item } }) => ({ item })),
    primary.k,
  );
  for (const half of [0, 1]) {
    const part = await learn(
      lists.filter((_, u) => u % 2 !== half),
      `half ${half}`,
    );
    const ranker = openRanker({ kind: 'model', part, features: told }, names, features, ports.kernels);
    lists.forEach((list, u) => {
      if (u % 2 !== half) return;
      ports.checkCancelled();
      const scores = ranker.score(list.candidates, list.asked.query, data.catalogue);
      const pool = { ...list, item: list.candidates.item };
      values[u] = valuesOf([judgePool(pool, Float32Array.from(scores), room)], primary, known)[0]!;
    });
  }
  const part = await learn(lists, 'all');
  return { part, features: told, values, lists: useful };
}

const runOf = (task: RecommendTask, { kernels, progress, checkCancelled }: RecommendPorts): Run => ({
  seed: seedFor(task.seed, 'ranker'),
  kernels,
  checkCancelled,
  progress: (fraction, note) => progress.at(fraction, note),
});

async function fitModel(
  { name, params: given }: StepChoice,
  rows: RankerRows,
  columns: TrainingSet['columns'],
  run: Run,
): Promise<FittedPart> {
  const model = models.find((m) => m.name === name);
  if (model === undefined) throw new Error(`a model that is not in the room: ${name}`);
  const { params, failures } = resolveParams(name, model.params, given);
  throwCollected(failures);
  const task = { category: 'regression' } as const;
  const state = await model.fit({ task, ...rows, columns, weights: null }, params, run);
  return { name, version: model.version, params, state };
}
