import { canonicalJson } from '../../contracts/json.ts';
import type { RecommendData } from '../../contracts/recommend-data.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import type { RecommenderManifest } from '../../contracts/recommender.ts';
import type { RecommenderRecord } from '../../contracts/recommender-record.ts';
import type { RunRecord } from '../../contracts/report.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { packHistories } from '../../recipe/recommender/histories.ts';
import { recommenderData } from '../../recipe/recommender/store-recommender.ts';
import { splitEvents } from '../../splitters/events/index.ts';
import type { EventSplit } from '../../splitters/events/parts.ts';
import { putJson } from '../json-artifact.ts';
import { cutOf } from './cuts.ts';
import { evaluateRecommender } from './evaluate-recommender.ts';
import { proveSlates } from './prove-slates.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';
import { trainRecommender } from './train-recommender.ts';

export interface BuildRecommenderInput {
  readonly design: RecommendDesign;
  /** sha256 of the dataset of interactions. */
  readonly dataset: string;
  readonly data: RecommendData;
  /** Version of the program, for the lineage. */
  readonly program: string;
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
  const { design, data, program } = input;
  const { artifacts } = ports;
  const at = ports.clock.now();
  const split = splitEvents(data.events, design.data.split, design.seed);
  const { fitted, choice, fitSeconds } = await trainRecommender(taskOf(input, split), ports);
  const { evaluation } = design;
  const measured = evaluateRecommender(
    fitted,
    {
      heldOut: split.test,
      fitting: split.fitting,
      users: data.users,
      primary: cutOf(evaluation.primary),
      cuts: evaluation.metrics.map(cutOf),
      graded: isGraded(design),
      negatives: null,
      samples: evaluation.samples,
      level: evaluation.level,
      seed: design.seed,
      caution: split.caution,
    },
    ports,
  );
  const { manifest: part, tensors } = recommenderData(fitted);
  const proof = proveSlates(fitted, part, tensors, split.test.past, ports.clock);
  const histories = packHistories(
    { ids: data.userIds, events: data.events, ...(data.users && { attributes: data.users }) },
    design.serving.history,
  );
  const manifest: RecommenderManifest = {
    ...part,
    tensors: await artifacts.put(tensors),
    histories: await artifacts.put(histories),
    parents: { dataset: input.dataset, design: await putJson(artifacts, design) },
    program,
  };
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  const trained: RecommenderRecord = {
    format: 1,
    kind: 'recommend',
    sha256: await artifacts.put(bytes),
    manifest,
    evaluation: measured,
    choice,
    fitSeconds,
    slateMicros: proof.slateMicros,
    bytes: bytes.length + tensors.length + histories.length,
    parity: proof.parity,
  };
  const record: RunRecord = {
    format: 1,
    at,
    design: manifest.parents.design,
    dataset: input.dataset,
    rows: {
      train: split.train.item.length,
      validation: split.validation.wanted.item.length,
      test: split.test.wanted.item.length,
    },
    models: [await putJson(artifacts, trained)],
    comparison: null,
  };
  return { sha256: await putJson(artifacts, record), record, trained };
}

/** Where actions weigh differently, lists are judged by what they bring; else each item wanted counts 1. */
const isGraded = ({ framing: { label } }: RecommendDesign): boolean =>
  label.weighted || new Set(Object.values(label.actions ?? {}).filter((w) => w > 0)).size > 1;

const taskOf = (
  { design, data, searchSeconds }: BuildRecommenderInput,
  split: EventSplit,
): RecommendTask => ({
  system: design.name,
  data,
  split,
  retrievers: design.retrievers,
  ranker: design.ranker,
  rerankers: design.rerankers,
  primary: cutOf(design.evaluation.primary),
  repeats: design.framing.repeats,
  graded: isGraded(design),
  candidates: design.serving.candidates,
  history: design.serving.history,
  seed: design.seed,
  searchSeconds,
});
