import type { InferredColumn } from '../../contracts/dataset.ts';
import type { StepChoice } from '../../contracts/design.ts';
import type { FeedDesign, PostChoice } from '../../contracts/feed-design.ts';
import type { FeedSource } from '../../contracts/feed-source.ts';
import { resolveParams } from '../../contracts/params.ts';
import { feedSources } from '../../feed-sources/index.ts';
import { multiTaskModels } from '../../multitask/index.ts';
import { rerankers } from '../../rerankers/index.ts';
import { columnNamed, type Notes } from '../resolution.ts';
import { lookUp, type Named } from '../resolve-components.ts';
import type { FeedInput } from './input.ts';
import { typesOfKind } from './resolve-heads.ts';
import type { InferredFeedTables } from './resolve-tables.ts';

/** The models of several heads to train: those named, else the usual ones. */
export function resolveModels(notes: Notes, { models: asked }: FeedInput): readonly StepChoice[] {
  if (asked !== undefined)
    return asked.flatMap(
      (one, i) => lookUp(notes, 'model', multiTaskModels, one, ['models', i])?.choice ?? [],
    );
  notes.inferred('models', 'the usual models of several heads');
  return multiTaskModels.filter((m) => m.traits.onlyNamed !== true).map(withDefaults);
}

/** What sources can count on. */
export interface FeedAtHand {
  readonly posts: PostChoice;
  readonly follows: boolean;
  readonly friends: boolean;
}

/** Where candidates come from: the sources named, else all that the tables suffice for. */
export function resolveSources(
  notes: Notes,
  { sources: asked }: FeedInput,
  atHand: FeedAtHand,
): readonly StepChoice[] {
  if (asked === undefined) {
    const lacking = feedSources.flatMap((s) =>
      lacks(s, atHand) === null ? [] : [`without ${s.name}: ${lacks(s, atHand)}`],
    );
    notes.inferred('sources', ['all that the tables suffice for', ...lacking].join('; '));
    return feedSources.filter((s) => lacks(s, atHand) === null).map(withDefaults);
  }
  return asked.flatMap((one, i) => {
    const found = lookUp(notes, 'feed source', feedSources, one, ['sources', i]);
    const because = found && lacks(found.component, atHand);
    if (found !== undefined && because != null)
      notes.problem('design/feed-source-unfit', { name: found.component.name, because }, ['sources', i]);
    return found === undefined ? [] : [found.choice];
  });
}

/** What of the tables a source would need and lacks, or null. */
function lacks({ needs = [] }: FeedSource, { posts, follows, friends }: FeedAtHand): string | null {
  const there = {
    authors: posts.author !== null,
    topics: posts.topic !== null,
    texts: posts.text !== null || posts.vector.length > 0,
    follows: follows && posts.author !== null,
    friends,
  };
  const missing = needs.filter((need) => !there[need]);
  return missing.length === 0 ? null : `there are no ${missing.join(' and no ')}`;
}

const BACK_AFTER_COMMENTS = 3;
const MOST_BACK = 1;

/** What a reader must not see. */
export function resolveFilters(
  notes: Notes,
  { filters: given = {} }: FeedInput,
  types: InferredColumn,
  { posts }: InferredFeedTables,
  scores: PostChoice['scores'] = [],
): FeedDesign['filters'] {
  if (given.flag !== undefined && !scores.some(({ column }) => column === given.flag))
    columnNamed(notes, posts ?? [], given.flag, 'filters.flag', ['filters', 'flag']);
  if (given.mutes === undefined) notes.inferred('filters.mutes', 'types of events that are called so');
  if (given.hides === undefined) notes.inferred('filters.hides', 'default');
  const mostBack = given.mostBack ?? MOST_BACK;
  return {
    backAfterComments: mostBack === 0 ? null : (given.backAfterComments ?? BACK_AFTER_COMMENTS),
    mostBack,
    mostAgeHours: given.mostAgeHours ?? null,
    flag: given.flag ?? null,
    mutes: given.mutes ?? typesOfKind(types, 'mute'),
    hides: given.hides ?? [],
  };
}

/** The steps after the value model; without a word of the design authors and topics tire, and one author does not fill a page. */
export function resolveRerankers(
  notes: Notes,
  { rerankers: asked }: FeedInput,
  posts: PostChoice,
): readonly StepChoice[] {
  if (asked === undefined) notes.inferred('rerankers', 'default');
  const tiring = [posts.author, posts.topic].filter((name) => name !== null);
  const usual = [
    ...(tiring.length === 0 ? [] : [{ name: 'tire', attributes: tiring }]),
    ...(posts.author === null ? [] : [{ name: 'cap', attribute: posts.author, most: 3 }]),
  ];
  const attributes = {
    rows: 0,
    schema: posts.columns.map(({ name, type }) => ({ name, type })),
    columns: new Map(),
  };
  return (asked ?? usual).flatMap((one, i) => {
    const found = lookUp(notes, 'reranker', rerankers, one, ['rerankers', i]);
    if (found === undefined) return [];
    for (const failure of found.component.check?.(found.choice.params, attributes) ?? [])
      notes.adopt(failure, ['rerankers', i]);
    return [found.choice];
  });
}

const withDefaults = ({ name, params }: Named): StepChoice => ({
  name,
  params: resolveParams(name, params, {}).params,
});
