import type { InferredColumn } from '../../contracts/dataset.ts';
import type { EventFacts } from '../../contracts/event-facts.ts';
import type { LabelRule } from '../../contracts/recommend-design.ts';
import type { Notes } from '../resolution.ts';
import { sureness, wordsOf } from './column-words.ts';
import type { LabelInput } from './input.ts';
import type { EventColumnNames } from './resolve-tables.ts';

/**
 * What actions are worth where the design does not say: the further someone goes for an item, the more; 0 = it was only
 * shown; below 0 = it was turned down. The first that fits the name counts.
 */
const WORTH: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:dislikes?|disliked|skip|skipped|hide|hidden|block|report|unlike|unfollow|remove|removed|return|returned|refund|unsubscribe|not interested|thumbs? down|dismiss|dismissed)\b/,
    -1,
  ],
  [/\b(?:impressions?|shown|show|exposure|exposed|display|displayed|served)\b/, 0],
  [
    /\b(?:purchase|purchased|buy|bought|order|ordered|transaction|checkout|conversion|convert|converted|book|booked|register|registered|registration|subscribe|subscribed|comment|commented|comment created|review|reviewed)\b/,
    4,
  ],
  [
    /\b(?:cart|add to cart|addtocart|basket|follow|followed|wish|wishlist|share|shared|repost|download|downloaded)\b/,
    3,
  ],
  [/\b(?:bookmark|bookmarked|save|saved|favou?rites?|favou?rited|collect)\b/, 2.5],
  [/\b(?:like|liked|love|loved|upvote|thumbs? up|complete|completed|finish|finished)\b/, 2],
];

/** Values that a rating may have: more are an amount. */
const MOST_RATINGS = 100;
/** Share of a scale, from its lowest end, that speaks against an item. */
const LOW = 0.25;
/** Share of a video, an article and the like from which it is taken for wanted. */
const HALF = 0.5;

/** How much events speak for their items. */
export function resolveLabel(
  notes: Notes,
  given: LabelInput,
  names: EventColumnNames,
  columns: readonly InferredColumn[],
  { value: facts }: EventFacts,
): LabelRule {
  const field = (name: string): (string | number)[] => ['framing', 'label', name];
  const unfit = (name: string, column: string): void =>
    notes.problem(
      'design/field-invalid',
      {
        field: `framing.label.${name}`,
        rule: `left out: data.interactions names no ${column} column`,
        got: JSON.stringify(given[name as keyof LabelInput]),
      },
      field(name),
    );
  if (given.actions !== undefined && names.action === null) unfit('actions', 'action');
  if (given.atLeast !== undefined && names.value === null) unfit('atLeast', 'value');
  if (given.weighted !== undefined && names.value === null) unfit('weighted', 'value');
  const actions = resolveActions(notes, given.actions, names.action, columns);
  const atLeast = given.atLeast ?? inferAtLeast(notes, given, names.value, facts);
  const weighted = given.weighted ?? false;
  return { says: inWords(names.value, actions, atLeast, weighted), actions, atLeast, weighted };
}

function resolveActions(
  notes: Notes,
  given: LabelInput['actions'],
  action: string | null,
  columns: readonly InferredColumn[],
): Readonly<Record<string, number>> | null {
  if (action === null) return null;
  const met = columns.find((c) => c.name === action)?.values ?? [];
  if (given === undefined) {
    notes.inferred('framing.label.actions', 'the further a user goes for an item, the more it counts');
    return Object.fromEntries(met.map((name) => [name, worthOf(name)]));
  }
  for (const name of Object.keys(given))
    if (!met.includes(name))
      notes.problem(
        'design/action-unknown',
        { action: name, column: action, known: met },
        ['framing', 'label', 'actions', name],
        'key',
      );
  return given;
}

const worthOf = (action: string): number =>
  WORTH.find(([pattern]) => pattern.test(wordsOf(action)))?.[1] ?? 1;

/** From which value on an event speaks for its item; null where values do not say. */
function inferAtLeast(
  notes: Notes,
  given: LabelInput,
  value: string | null,
  facts: EventFacts['value'],
): number | null {
  if (value === null || facts === null || given.weighted === true) return null;
  const { min, max, distinct } = facts;
  if (sureness('share', value) !== undefined && min >= 0 && max <= 100) {
    const whole = max <= 1 ? 1 : 100;
    notes.inferred('framing.label.atLeast', 'half of it');
    return HALF * whole;
  }
  if (min < 0 && max > 0) {
    notes.inferred('framing.label.atLeast', `${value} goes from below 0 to above`);
    return 0;
  }
  if ((distinct > MOST_RATINGS && sureness('value', value) === undefined) || distinct < 3) {
    notes.inferred('framing.label', `${value} is no scale of ratings: it decides nothing`);
    return null;
  }
  const atLeast = Math.ceil((min + LOW * (max - min)) * 2) / 2;
  notes.inferred(
    'framing.label.atLeast',
    `who rates an item chose it, whatever he thinks of it: only the lowest quarter of ${min} to ${max} speaks against it`,
  );
  return atLeast;
}

function inWords(
  value: string | null,
  actions: LabelRule['actions'],
  atLeast: number | null,
  weighted: boolean,
): string {
  const parts = [
    ...Object.entries(actions ?? {}).map(([name, weight]) => `${name} counts ${weight}`),
    ...(atLeast === null ? [] : [`${value} of at least ${atLeast} speaks for the item, less against it`]),
    ...(weighted ? [`${value} multiplies the weight`] : []),
  ];
  return parts.length === 0 ? 'every event speaks for its item alike' : parts.join('; ');
}
