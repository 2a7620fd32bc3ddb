import type { StepChoice } from '../../contracts/design.ts';
import type { EventFacts } from '../../contracts/event-facts.ts';
import type { Params } from '../../contracts/params.ts';
import type {
  EntityChoice,
  RankerChoice,
  RecommendDesign,
  RetrieverChoice,
} from '../../contracts/recommend-design.ts';
import type { Retriever } from '../../contracts/retriever.ts';
import { models } from '../../models/index.ts';
import { rerankers } from '../../rerankers/index.ts';
import { retrievers } from '../../retrievers/index.ts';
import type { Notes } from '../resolution.ts';
import { lookUp } from '../resolve-components.ts';
import { CUTS, checkMetric, usualMetrics } from './check-metric.ts';
import type { RecommendInput } from './input.ts';

/** What retrievers can count on. */
export interface AtHand {
  readonly facts: EventFacts;
  readonly items: EntityChoice | null;
  /** It is told who names whom a friend. */
  readonly friends: boolean;
}

/** The retrievers to train: those named, else all that the data suffice for. */
export function resolveRetrievers(
  notes: Notes,
  { retrievers: asked }: RecommendInput,
  atHand: AtHand,
): readonly RetrieverChoice[] {
  if (asked === undefined) {
    const usual = retrievers.filter((r) => r.traits.onlyNamed !== true);
    const why = new Map(usual.map((r) => [r, whyUnfit(r, atHand)]));
    const skipped = usual.flatMap((r) => (why.get(r) == null ? [] : [`without ${r.name}: ${why.get(r)}`]));
    notes.inferred('retrievers', ['all that fit the data', ...skipped].join('; '));
    return usual.filter((r) => why.get(r) === null).map(({ name }) => ({ name, params: {}, search: true }));
  }
  return asked.flatMap((one, i) => {
    const { search, ...plain } = typeof one === 'string' ? { name: one, search: undefined } : one;
    const path = ['retrievers', i];
    const found = lookUp(notes, 'retriever', retrievers, typeof one === 'string' ? one : plain, path);
    if (found === undefined) return [];
    const because = whyUnfit(found.component, atHand);
    if (because !== null) notes.problem('design/retriever-unfit', { name: plain.name, because }, path);
    const { name, ...given } = plain;
    const tuned = search ?? Object.keys(given).length === 0;
    // What is given holds for every trial of the grid; the rest is the grid's to say.
    return [{ name, params: tuned ? (given as Params) : found.choice.params, search: tuned }];
  });
}

/** Why a retriever cannot learn from these data, or null. */
function whyUnfit({ traits }: Retriever, { facts, items, friends }: AtHand): string | null {
  if (traits.needs.includes('time') && facts.times === null) return 'it needs times';
  if (traits.needs.includes('attributes') && (items === null || items.columns.length === 0))
    return 'it needs attributes of the items';
  if (traits.needs.includes('friends') && !friends)
    return 'it needs a table of friends, or a column of users that lists them';
  const most = traits.mostItems ?? Infinity;
  return facts.items > most
    ? `${facts.items.toLocaleString('en')} items take too much memory, at most ${most.toLocaleString('en')}`
    : null;
}

const RANKERS = ['auto', 'blend'] as const;

/** How candidates become one list. */
export function resolveRanker(notes: Notes, { ranker: asked }: RecommendInput): RankerChoice {
  if (asked === undefined) {
    notes.inferred('ranker', 'default');
    return 'auto';
  }
  const fitting = models.filter((m) => m.traits.categories.includes('binary'));
  if (isList(asked))
    return asked.flatMap((one, i) => lookUp(notes, 'ranker', fitting, one, ['ranker', i])?.choice ?? []);
  const named = typeof asked === 'string' ? asked : Object.keys(asked).length === 1 ? asked.name : null;
  const own = RANKERS.find((name) => name === named);
  if (own !== undefined) return own;
  const known = [...RANKERS.map((name) => ({ name, params: {} })), ...fitting];
  return lookUp(notes, 'ranker', known, asked, ['ranker'])?.choice ?? 'auto';
}

const isList = <T>(asked: T | readonly T[]): asked is readonly T[] => Array.isArray(asked);

/** The steps after the ranker, each with what it says of the attributes that items have. */
export function resolveRerankers(
  notes: Notes,
  { rerankers: asked = [] }: RecommendInput,
  { items }: AtHand,
): readonly StepChoice[] {
  const schema = (items?.columns ?? []).map(({ name, type }) => ({ name, type }));
  return asked.flatMap((one, i) => {
    const found = lookUp(notes, 'reranker', rerankers, one, ['rerankers', i]);
    if (found === undefined) return [];
    const attributes = { rows: 0, schema, columns: new Map() };
    for (const failure of found.component.check?.(found.choice.params, attributes) ?? [])
      notes.adopt(failure, ['rerankers', i]);
    return [found.choice];
  });
}

const PRIMARY = 'ndcgAt10';
const SAMPLES = 1000;
const LEVEL = 0.95;

/** Metrics, slices and intervals. */
export function resolveRecommendEvaluation(
  notes: Notes,
  { evaluation: given = {} }: RecommendInput,
  slices: readonly string[],
): RecommendDesign['evaluation'] {
  if (given.primary === undefined) notes.inferred('evaluation.primary', 'usual for recommenders');
  else checkMetric(notes, given.primary, ['evaluation', 'primary']);
  given.metrics?.forEach((name, i) => {
    checkMetric(notes, name, ['evaluation', 'metrics', i]);
  });
  if (given.metrics === undefined)
    notes.inferred(
      'evaluation.metrics',
      `every metric at ${CUTS.usual}, recall at ${CUTS.more.join(' and ')}`,
    );
  if (given.interval === undefined)
    notes.inferred('evaluation.samples', `${SAMPLES} resamples, ${100 * LEVEL} % of them inside`);
  const primary = given.primary ?? PRIMARY;
  const metrics = given.metrics ?? usualMetrics();
  return {
    primary,
    metrics: metrics.includes(primary) ? metrics : [primary, ...metrics],
    slices,
    samples: given.interval?.samples ?? SAMPLES,
    level: given.interval?.level ?? LEVEL,
  };
}
