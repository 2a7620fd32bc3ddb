import type { FeedManifest, FittedFeed } from '../../contracts/feed.ts';
import type { FeedDesign, FittedPostScore } from '../../contracts/feed-design.ts';
import type { FeedLog } from '../../contracts/feed-log.ts';
import type { FeedRecord } from '../../contracts/feed-record.ts';
import { canonicalJson } from '../../contracts/json.ts';
import type { RunRecord } from '../../contracts/report.ts';
import type { GateVerdict } from '../../contracts/retraining.ts';
import { partTimes, type TimedRows } from '../../explain/part-times.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { feedData } from '../../recipe/feed/store-feed.ts';
import { packKnown } from '../../recipe/feed/store-known.ts';
import { putJson } from '../json-artifact.ts';
import { evaluateFeed, type FeedJudging } from './evaluate-feed.ts';
import { feedParts } from './feed-parts.ts';
import type { FeedPart, FeedPorts, FeedTask } from './feed-task.ts';
import type { FittedHeads } from './fit-heads-model.ts';
import { type FeedGate, gateFeed } from './gate-feed.ts';
import { withTiring } from './learn-tiring.ts';
import { proveScores } from './prove-scores.ts';
import { refitFeed } from './refit-feed.ts';
import { trainFeed } from './train-feed.ts';
import { canGoOn, type WarmStart } from './warm-start.ts';

export interface BuildFeedInput extends FeedJudging {
  readonly design: FeedDesign;
  /** sha256 of the dataset of events. */
  readonly dataset: string;
  readonly log: FeedLog;
  /** Which versions computed the scores of its posts. */
  readonly scores?: readonly FittedPostScore[];
  /** Version of the program, for the lineage. */
  readonly program: string;
  /** Events of the journal up to this sequence number are in `log`; null = none. */
  readonly known?: number | null;
  /** A version to go on from, where it can; absent = learn from scratch. */
  readonly start?: WarmStart | undefined;
  /** Compare with the champion: for retraining. */
  readonly gate?: Pick<FeedGate, 'champion' | 'plan'> | undefined;
}

/** What a run came to: everything in it is stored already, nothing is registered. */
export interface BuiltFeed {
  /** sha256 of `record` in the artifacts. */
  readonly sha256: string;
  readonly record: RunRecord;
  readonly trained: FeedRecord;
  /** Null where no gate was asked for, or nothing can be compared. */
  readonly verdict: GateVerdict | null;
}

/**
 * Go through the log, train and choose on the earlier pages, measure on the newest, learn anew with these, prove that the stored
 * feed answers alike, and store it with what is known at the end, by which readers will be served.
 *
 * Deterministic in the seed of the design. Throws 'feed/too-few-pages', 'train/parity', 'train/cancelled', and what training
 * and evaluating throw.
 */
export async function buildFeed(
  input: BuildFeedInput,
  ports: FeedPorts & { readonly artifacts: Artifacts },
): Promise<BuiltFeed> {
  const { design, log, dataset, program, scores = [], known: journal, gate } = input;
  const at = ports.clock.now();
  const start = input.start !== undefined && canGoOn(input.start, design) ? input.start : undefined;
  const task = feedParts(design, log, ports, start);
  const trained = await trainFeed(task, ports);
  const evaluation = await evaluateFeed(task, trained, input, ports);
  const verdict = gate === undefined ? null : gateFeed({ task, challenger: trained, ...gate }, ports);
  const whole = await refitFeed(task, trained.fitted, ports);
  const fitted = {
    ...fittedFeed(task, whole, ports),
    ...(scores.length > 0 && { scores: scores.map(scoreFacts) }),
  };
  const { manifest: part, tensors } = feedData(fitted);
  const proof = proveScores(fitted, part, tensors, task.test.x, ports);
  const known = packKnown(task.known);
  const { artifacts } = ports;
  const manifest: FeedManifest = {
    ...part,
    tensors: await artifacts.put(tensors),
    known: await artifacts.put(known),
    until: log.at.at(-1)!,
    parents: {
      dataset,
      design: await putJson(artifacts, design),
      ...(task.start && { start: task.start.sha256 }),
      ...(journal && { journal }),
    },
    program,
  };
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  const record: FeedRecord = {
    format: 1,
    kind: 'feed',
    sha256: await artifacts.put(bytes),
    manifest,
    evaluation,
    choice: trained.choice,
    fitSeconds: trained.fitted.fitSeconds,
    refit: { rows: task.train.x.rows + task.validation.x.rows, fitSeconds: whole.fitSeconds },
    ...proof,
    bytes: bytes.length + tensors.length + known.length,
  };
  const run: RunRecord = {
    format: 1,
    at,
    design: manifest.parents.design,
    dataset,
    rows: { train: task.train.x.rows, validation: task.validation.x.rows, test: task.test.x.rows },
    ...timesOf(task),
    models: [await putJson(artifacts, record)],
    comparison: null,
  };
  return { sha256: await putJson(artifacts, run), record: run, trained: record, verdict };
}

const scoreFacts = ({ column, system, class: of, version, sha256 }: FittedPostScore): FittedPostScore => ({
  column,
  system,
  class: of,
  version,
  sha256,
});

/** From when the pages of each part are, each with as many rows as it has posts. */
function timesOf({ design, train, validation, test }: FeedTask): Pick<RunRecord, 'times'> {
  const of = ({ occasions: { at, start } }: FeedPart): TimedRows => ({
    at,
    rows: (page) => start[page + 1]! - start[page]!,
  });
  const parts = { train: of(train), validation: of(validation), test: of(test) };
  const times = partTimes(design.data.events.at, parts);
  return times === null ? {} : { times };
}

/** What has learned, with all that it takes to answer. */
export function fittedFeed(task: FeedTask, fitted: FittedHeads, ports: FeedPorts): FittedFeed {
  const { design, columns, dictionaries, texts, promise } = task;
  const { framing, aggregates, ratios, sources, filters, data, serving } = design;
  const rerankers = withTiring(task, fitted, ports);
  return {
    system: design.name,
    design: { framing, aggregates, ratios, sources, filters, rerankers, data, serving },
    texts,
    promise,
    columns,
    dictionaries,
    heads: fitted.heads,
    model: fitted.model,
    calibrators: fitted.calibrators,
  };
}
