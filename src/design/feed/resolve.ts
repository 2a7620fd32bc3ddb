import type { FeedDesign } from '../../contracts/feed-design.ts';
import { throwCollected } from '../../errors/fail.ts';
import { resolveAlerts } from '../alerts.ts';
import type { DesignFile } from '../file.ts';
import { MONITORING } from '../recommend/resolve.ts';
import { resolveEntity } from '../recommend/resolve-entity.ts';
import { type Inference, type Notes, startNotes } from '../resolution.ts';
import { noteDefaults, resolveName } from '../resolve.ts';
import { resolveEntitySlices } from '../resolve-entity-slices.ts';
import { resolveRequirements } from '../resolve-requirements.ts';
import { RETRAIN_DEFAULTS, retrainPlan } from '../retrain.ts';
import type { EntityName, FeedInput } from './input.ts';
import { resolveAggregates } from './resolve-aggregates.ts';
import { resolveEventColumns, resolvePosts, resolveTies } from './resolve-events.ts';
import {
  resolveHeads,
  resolveImpressions,
  resolveObjectives,
  resolveQuestion,
  windowMinutes,
} from './resolve-heads.ts';
import { resolveFilters, resolveModels, resolveRerankers, resolveSources } from './resolve-parts.ts';
import { FEED_TABLES, type InferredFeedTables, resolveFeedSources } from './resolve-tables.ts';

const SERVING = { host: '127.0.0.1', port: 8080, candidates: 500, history: 500, budgetMs: 100 };
const SPLIT = { validation: 0.15, test: 0.15 };
const EVALUATION = { k: 10, staleness: true };
const SAMPLES = 1000;
const LEVEL = 0.95;
const SEED = 1;

/** The design of a feed in full, with what was inferred and why. */
export interface ResolvedFeed {
  readonly design: FeedDesign;
  readonly inferences: readonly Inference[];
}

/**
 * Look up every name of the design of a feed and fill in what it leaves out.
 *
 * tables: columns as the engine inferred them. Throws every problem at once, each with its place in the file. Pure.
 */
export function resolveFeed(file: DesignFile<FeedInput>, tables: InferredFeedTables): ResolvedFeed {
  const sources = resolveFeedSources(file);
  const { input } = file;
  const notes = startNotes(file);
  const name = resolveName(notes, input.name, file.path);
  const events = resolveEventColumns(notes, input, tables);
  throwCollected(notes.failures);
  const { types, ...columns } = events!;
  const posts = resolvePosts(notes, input, tables, columns);
  const readers = resolveReaders(notes, input, tables, columns.reader);
  const follows = resolveTies(notes, 'follows', input, tables);
  const friends = resolveTies(notes, 'friends', input, tables);
  const impressions = resolveImpressions(notes, input, types);
  throwCollected(notes.failures);
  const heads = resolveHeads(notes, input, types, impressions!);
  const objectives = resolveObjectives(notes, input, heads);
  const entities: EntityName[] = [
    'post',
    ...(posts!.author === null ? [] : (['author'] as const)),
    ...(posts!.topic === null ? [] : (['topic'] as const)),
    'reader',
  ];
  const atHand = { posts: posts!, follows: follows !== null, friends: friends !== null };
  const framing = input.framing ?? {};
  const design: FeedDesign = {
    format: 1,
    name,
    kind: 'feed',
    requirements: resolveRequirements(input.requirements, 'show each reader the posts that bring him most'),
    framing: {
      heads,
      windowMinutes: windowMinutes(notes, input),
      question: resolveQuestion(notes, input, types, columns.value !== null),
      ...objectives,
      input: framing.input ?? 'a reader, a post and all that happened until now',
      output: framing.output ?? 'posts for the reader, those first that bring him most',
    },
    data: {
      sources: FEED_TABLES.flatMap((table) => sources[table] ?? []),
      events: columns,
      posts: posts!,
      readers,
      follows: follows == null ? null : withoutCloseness(follows),
      friends: friends ?? null,
      impressions: impressions!,
      split: { ...SPLIT, ...input.data.split },
    },
    ...resolveAggregates(notes, input, types, { entities, heads, impressions: impressions! }),
    models: resolveModels(notes, input),
    sources: resolveSources(notes, input, atHand),
    filters: resolveFilters(notes, input, types, tables, posts!.scores),
    rerankers: resolveRerankers(notes, input, atHand.posts),
    evaluation: resolveEvaluation(notes, input, tables),
    serving: { ...SERVING, ...input.serving },
    ...resolveAlerts(notes, 'feed', input.alerts),
    monitoring: { ...MONITORING, ...input.monitoring },
    ...(input.retrain && { retrain: retrainPlan(input.retrain) }),
    seed: input.seed ?? SEED,
  };
  noteDefaults(notes, 'data.split', SPLIT, input.data.split);
  noteDefaults(notes, 'serving', SERVING, input.serving);
  noteDefaults(notes, 'monitoring', MONITORING, input.monitoring);
  if (input.retrain !== undefined) noteDefaults(notes, 'retrain', RETRAIN_DEFAULTS, input.retrain);
  if (input.seed === undefined) notes.inferred('seed', 'default');
  throwCollected(notes.failures);
  return { design, inferences: notes.inferences };
}

function resolveEvaluation(
  notes: Notes,
  { evaluation: given = {} }: FeedInput,
  { readers }: InferredFeedTables,
): FeedDesign['evaluation'] {
  noteDefaults(notes, 'evaluation', EVALUATION, given);
  const { k = EVALUATION.k, staleness = EVALUATION.staleness, interval = {} } = given;
  return {
    primary: `valueAt${k}`,
    k,
    slices: resolveEntitySlices(notes, given.slices, 'readers', readers),
    samples: interval.samples ?? SAMPLES,
    level: interval.level ?? LEVEL,
    staleness,
  };
}

const withoutCloseness = ({ source, from, to, since }: NonNullable<FeedDesign['data']['friends']>) => ({
  source,
  from,
  to,
  since,
});

function resolveReaders(
  notes: Notes,
  { data: { readers: given } }: FeedInput,
  { readers: columns }: InferredFeedTables,
  referredBy: string,
): FeedDesign['data']['readers'] {
  if (given === undefined || columns === null) return null;
  const found = resolveEntity(notes, 'readers', given, columns, referredBy);
  return found === undefined ? null : { source: found.source, id: found.id, columns: found.columns };
}
