import type { EventFacts } from '../../contracts/event-facts.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import { throwCollected } from '../../errors/fail.ts';
import { resolveAlerts } from '../alerts.ts';
import type { DesignFile } from '../file.ts';
import { type Inference, startNotes } from '../resolution.ts';
import { noteDefaults, resolveName } from '../resolve.ts';
import { resolveEntitySlices } from '../resolve-entity-slices.ts';
import { resolveRequirements } from '../resolve-requirements.ts';
import { millisecondsOf, RETRAIN_DEFAULTS, retrainPlan } from '../retrain.ts';
import type { RecommendInput } from './input.ts';
import { resolveEntity } from './resolve-entity.ts';
import { resolveFriends } from './resolve-friends.ts';
import { resolveImpressions } from './resolve-impressions.ts';
import { resolveObjectives } from './resolve-objectives.ts';
import {
  resolveRanker,
  resolveRecommendEvaluation,
  resolveRerankers,
  resolveRetrievers,
} from './resolve-parts.ts';
import { resolveRepeats, resolveSplit } from './resolve-split.ts';
import { eventColumns, type InferredTables, resolveTableSources } from './resolve-tables.ts';

const SERVING = {
  host: '127.0.0.1',
  port: 8080,
  candidates: 500,
  history: 1000,
  budgetMs: 100,
  vectorSearch: 'auto' as const,
  shadow: true,
};
/** What is watched of slates and pages where no design says. */
export const MONITORING = { windowRows: 5000, falseAlarmRate: 0.05, outcomeHours: 24 };
const SEED = 1;

/** The design of a recommender in full, with what was inferred and why. */
export interface ResolvedRecommender {
  readonly design: RecommendDesign;
  readonly inferences: readonly Inference[];
}

/**
 * Look up every name of the design of a recommender and fill in what it leaves out.
 *
 * tables: columns as the engine inferred them; facts: of the events, by the columns that `resolveEventColumns` gave.
 * Throws every problem at once, each with its place in the file. Pure.
 */
export function resolveRecommender(
  file: DesignFile<RecommendInput>,
  tables: InferredTables,
  facts: EventFacts,
): ResolvedRecommender {
  const { interactions, items, users, friends } = resolveTableSources(file);
  const { input } = file;
  const notes = startNotes(file);
  const name = resolveName(notes, input.name, file.path);
  const names = eventColumns(file, tables, notes);
  throwCollected(notes.failures);
  const entity = (table: 'items' | 'users', referredBy: string) => {
    const given = input.data[table];
    const columns = tables[table];
    return given === undefined || columns === null
      ? null
      : (resolveEntity(notes, table, given, columns, referredBy) ?? null);
  };
  const itemTable = entity('items', names!.item);
  const userTable = entity('users', names!.user);
  const ties = resolveFriends(notes, input.data.friends, tables.friends, names!.user);
  const atHand = { facts, items: itemTable, friends: userTable?.friends !== undefined || ties !== undefined };
  const framing = input.framing ?? {};
  const split = resolveSplit(notes, input, names!.time, facts);
  const { impressions, negatives } = resolveImpressions(notes, input, names!, tables.interactions, split);
  const design: RecommendDesign = {
    format: 1,
    name,
    kind: 'recommend',
    requirements: resolveRequirements(input.requirements, 'recommend items that each user wants next'),
    framing: {
      ...resolveObjectives(notes, framing, names!, tables.interactions, facts),
      repeats: resolveRepeats(notes, framing.repeats, facts),
      input: framing.input ?? 'what a user did until now',
      output: framing.output ?? 'items that the user wants next, best first',
    },
    data: {
      sources: [interactions, items, users, friends].filter((source) => source !== null),
      interactions: { source: 'interactions', ...names! },
      items: itemTable,
      users: userTable && withoutAdded(userTable),
      ...(ties && { friends: ties }),
      ...(impressions && { impressions }),
      split,
    },
    retrievers: resolveRetrievers(notes, input, atHand),
    ranker: resolveRanker(notes, input),
    ...(negatives && { negatives }),
    rerankers: resolveRerankers(notes, input, atHand),
    ...(input.training && { training: input.training }),
    evaluation: resolveRecommendEvaluation(
      notes,
      input,
      resolveEntitySlices(notes, input.evaluation?.slices, 'users', tables.users),
    ),
    serving: resolveServing(input),
    monitoring: { ...MONITORING, ...input.monitoring },
    ...(input.retrain && { retrain: retrainPlan(input.retrain) }),
    ...resolveAlerts(notes, 'recommend', input.alerts),
    seed: input.seed ?? SEED,
  };
  noteDefaults(notes, 'serving', SERVING, input.serving);
  noteDefaults(notes, 'monitoring', MONITORING, input.monitoring);
  if (input.retrain !== undefined) noteDefaults(notes, 'retrain', RETRAIN_DEFAULTS, input.retrain);
  if (input.seed === undefined) notes.inferred('seed', 'default');
  throwCollected(notes.failures);
  return { design, inferences: notes.inferences };
}

function resolveServing({ serving: { ahead, ...given } = {} }: RecommendInput): RecommendDesign['serving'] {
  const made = ahead && { everyMs: millisecondsOf(ahead.every ?? '1d'), items: ahead.items ?? 100 };
  return { ...SERVING, ...given, ...(made && { ahead: made }) };
}

const withoutAdded = ({
  added: _,
  ...table
}: NonNullable<ReturnType<typeof resolveEntity>>): RecommendDesign['data']['users'] => table;
