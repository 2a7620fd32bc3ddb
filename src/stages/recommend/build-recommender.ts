import { canonicalJson } from '../../contracts/json.ts';
import type { RecommendData } from '../../contracts/recommend-data.ts';
import type { LabelRule, RecommendDesign } from '../../contracts/recommend-design.ts';
import type { RecommendEvaluation } from '../../contracts/recommend-evaluation.ts';
import type { RecommenderManifest } from '../../contracts/recommender.ts';
import type { RecommenderRecord } from '../../contracts/recommender-record.ts';
import type { RunRecord } from '../../contracts/report.ts';
import { partTimes } from '../../explain/part-times.ts';
import { shownLists } from '../../explain/ranking/shown-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { packHistories } from '../../recipe/recommender/histories.ts';
import { recommenderData } from '../../recipe/recommender/store-recommender.ts';
import { searchPlanOf } from '../../recipe/recommender/vector-search.ts';
import { splitEvents } from '../../splitters/events/index.ts';
import type { EventSplit } from '../../splitters/events/parts.ts';
import type { Interactions } from '../../table/interactions.ts';
import { putJson } from '../json-artifact.ts';
import { sharedOut } from '../train/shared-out.ts';
import { compareAhead } from './compare-ahead.ts';
import { compareObjectives, type Learn } from './compare-objectives.ts';
import { cutOf } from './cuts.ts';
import { evaluateRatings } from './evaluate-ratings.ts';
import { evaluateRecommender } from './evaluate-recommender.ts';
import { evaluateShown } from './evaluate-shown.ts';
import { learnRatings } from './learn-ratings.ts';
import { measureVectorSearch } from './measure-vector-search.ts';
import { proveSlates } from './prove-slates.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';
import { retrieverCosts } from './retriever-costs.ts';
import { type TrainedRecommender, trainRecommender } from './train-recommender.ts';

export interface BuildRecommenderInput {
  readonly design: RecommendDesign;
  /** sha256 of the dataset of interactions. */
  readonly dataset: string;
  readonly data: RecommendData;
  /** Version of the program, for the lineage. */
  readonly program: string;
  /** Events of the journal up to this sequence number are in `data`; null = none. */
  readonly known?: number | null;
  /** Time to choose in; null = as long as it takes. */
  readonly searchSeconds: number | null;
}

/** What a run came to: everything in it is stored already, nothing is registered. */
export interface BuiltRun {
  /** sha256 of `record` in the artifacts. */
  readonly sha256: string;
  readonly record: RunRecord;
  readonly trained: RecommenderRecord;
}

/**
 * Split the events of a design, train and choose on the earlier parts, measure on the last, prove that the stored
 * recommender answers alike, and store it with what users did until now, by which they will be served.
 *
 * Deterministic in the seed of the design without a limit of time. Throws 'train/parity', 'train/cancelled', and what
 * splitting, training and evaluating throw.
 */
export async function buildRecommender(
  input: BuildRecommenderInput,
  ports: RecommendPorts & { readonly artifacts: Artifacts },
): Promise<BuiltRun> {
  const { design, data } = input;
  const at = ports.clock.now();
  const split = splitEvents(data.events, design.data.split, design.seed);
  const learned = await learnAndMeasure(input, split, ports);
  const stored = await storeRecommender(input, split, learned, ports);
  const { primary, samples, level } = design.evaluation;
  const asked = { split, users: data.users, primary: cutOf(primary), samples, level, seed: design.seed };
  const ahead = compareAhead(learned.fitted, asked, ports);
  const plan = searchPlanOf(ports.indexes ?? null, design.serving);
  const vectorSearch = await measureVectorSearch(learned.fitted, split.test.past, plan, ports);
  const trained: RecommenderRecord = {
    ...stored,
    ...(ahead && { ahead }),
    ...(vectorSearch && { vectorSearch }),
  };
  const record: RunRecord = {
    format: 1,
    at,
    design: trained.manifest.parents.design,
    dataset: input.dataset,
    rows: {
      train: split.train.item.length,
      validation: split.validation.wanted.item.length,
      test: split.test.wanted.item.length,
    },
    ...timesOf(design, split),
    models: [await putJson(ports.artifacts, trained)],
    comparison: null,
  };
  return { sha256: await putJson(ports.artifacts, record), record, trained };
}

/** From when the events of each part are; nothing where the design names no time. */
function timesOf(
  { data }: RecommendDesign,
  { train, validation, test }: EventSplit,
): Pick<RunRecord, 'times'> {
  const parts = { train, validation: validation.wanted, test: test.wanted };
  const { time } = data.interactions;
  const times = time === null ? null : partTimes(time, parts);
  return times === null ? {} : { times };
}

/** A recommender with all that belongs to it, and what it is worth on test events. */
interface Learned extends TrainedRecommender {
  readonly evaluation: RecommendEvaluation;
}

async function learnAndMeasure(
  input: BuildRecommenderInput,
  split: EventSplit,
  given: RecommendPorts,
): Promise<Learned> {
  const { design, data } = input;
  const ports = { ...given, kernels: sharedOut(design, given.kernels) };
  const { evaluation, framing } = design;
  const task = taskOf(input, split);
  const trained = await trainRecommender(task, ports);
  const ratings = learnRatings(framing, task, ports);
  const fitted = ratings === null ? trained.fitted : { ...trained.fitted, ratings: ratings.state };
  const lists = evaluateRecommender(
    fitted,
    {
      heldOut: split.test,
      fitting: split.fitting,
      users: data.users,
      primary: cutOf(evaluation.primary),
      cuts: evaluation.metrics.map(cutOf),
      graded: isGraded(framing.label),
      negatives: null,
      samples: evaluation.samples,
      level: evaluation.level,
      seed: design.seed,
      caution: split.caution,
    },
    ports,
  );
  const learn: Learn = (of, name, parts) =>
    trainRecommender(
      { ...taskOf({ ...input, data: of }, parts), graded: isGraded(framing.objectives![name]!) },
      ports,
    );
  const shown = evaluateShown(fitted, task, evaluation, ports);
  const objectives = await compareObjectives(design, data, trained, learn, ports);
  return {
    fitted,
    choice: trained.choice,
    fitSeconds: trained.fitSeconds + (ratings?.fitSeconds ?? 0),
    evaluation: {
      ...lists,
      ...(objectives && { objectives }),
      ...(shown && { shown }),
      ...(ratings && { ratings: evaluateRatings(ratings, task, evaluation) }),
    },
  };
}

async function storeRecommender(
  { design, data, dataset, program, known }: BuildRecommenderInput,
  split: EventSplit,
  { fitted, choice, fitSeconds, evaluation }: Learned,
  { artifacts, clock }: RecommendPorts & { readonly artifacts: Artifacts },
): Promise<RecommenderRecord> {
  const { manifest: part, tensors } = recommenderData(fitted);
  const proof = proveSlates(fitted, part, tensors, split.test.past, clock);
  const histories = packHistories(
    { ids: data.userIds, events: data.events, ...(data.users && { attributes: data.users }) },
    design.serving.history,
  );
  const manifest: RecommenderManifest = {
    ...part,
    tensors: await artifacts.put(tensors),
    histories: await artifacts.put(histories),
    parents: { dataset, design: await putJson(artifacts, design), ...(known && { journal: known }) },
    program,
  };
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  return {
    format: 1,
    kind: 'recommend',
    sha256: await artifacts.put(bytes),
    manifest,
    evaluation,
    choice,
    fitSeconds,
    slateMicros: proof.slateMicros,
    retrieverCosts: retrieverCosts(fitted, split.test.past, clock),
    bytes: bytes.length + tensors.length + histories.length,
    parity: proof.parity,
  };
}

/** Where actions weigh differently, lists are judged by what they bring; else each item wanted counts 1. */
const isGraded = (label: LabelRule): boolean =>
  label.weighted || new Set(Object.values(label.actions ?? {}).filter((w) => w > 0)).size > 1;

/** Slates that are learned from, and that are judged, at most. */
const MOST_SLATES = 5000;

/** What users were shown while validation events happened, and while test events did. Of a split by time. */
function shownTo(
  { data: { impressions }, negatives, serving: { history }, seed }: RecommendDesign,
  data: RecommendData,
  { validation, test }: EventSplit,
): Pick<RecommendTask, 'negatives' | 'shown'> {
  if (impressions === undefined || data.impressions === undefined) return negatives ? { negatives } : {};
  const [from, to] = [firstOf(validation.wanted), firstOf(test.wanted)];
  const window = { most: MOST_SLATES, history, seed: seedFor(seed, 'shown') };
  const listsIn = (part: { readonly from: number; readonly to: number }) =>
    shownLists(data.impressions!, data.events, data.users, { ...window, ...part });
  return {
    negatives: negatives ?? 'impressed',
    shown: {
      correction: impressions.correction,
      validation: listsIn({ from, to }),
      test: listsIn({ from: to, to: Infinity }),
    },
  };
}

const firstOf = ({ at }: Interactions): number => at.reduce((first, when) => Math.min(first, when), Infinity);

const taskOf = (
  { design, data, searchSeconds }: BuildRecommenderInput,
  split: EventSplit,
): RecommendTask => ({
  system: design.name,
  data,
  split,
  retrievers: design.retrievers,
  ranker: design.ranker,
  ...shownTo(design, data, split),
  rerankers: design.rerankers,
  primary: cutOf(design.evaluation.primary),
  repeats: design.framing.repeats,
  graded: isGraded(design.framing.label),
  candidates: design.serving.candidates,
  history: design.serving.history,
  seed: design.seed,
  searchSeconds,
});
