import type { InferredColumn } from '../../contracts/dataset.ts';
import type { EventFacts } from '../../contracts/event-facts.ts';
import type { LabelRule } from '../../contracts/recommend-design.ts';
import type { DesignPath } from '../file.ts';
import type { Notes } from '../resolution.ts';
import { sureness, wordsOf } from './column-words.ts';
import type { LabelInput } from './framing-input.ts';
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

/** A conversion counts for a week after what it follows from, where nobody says how long. */
const WEEK_MINUTES = 7 * 24 * 60;

/** How much events speak for their items. at: where the design says so. */
export function resolveLabel(
  notes: Notes,
  given: LabelInput,
  names: EventColumnNames,
  columns: readonly InferredColumn[],
  { value: facts }: EventFacts,
  at: DesignPath = ['framing', 'label'],
): LabelRule {
  const needs = (name: keyof LabelInput, column: 'action' | 'value' | 'time'): void => {
    if (given[name] === undefined || names[column] !== null) return;
    const rule = `left out: data.interactions names no ${column} column`;
    const field = [...at, name];
    notes.problem(
      'design/field-invalid',
      { field: field.join('.'), rule, got: JSON.stringify(given[name]) },
      field,
    );
  };
  needs('actions', 'action');
  needs('atLeast', 'value');
  needs('weighted', 'value');
  needs('after', 'action');
  needs('after', 'time');
  const actions = resolveActions(notes, given.actions, names.action, columns, [...at, 'actions']);
  const atLeast = given.atLeast ?? inferAtLeast(notes, given, names.value, facts, at);
  const weighted = given.weighted ?? false;
  const met = columns.find((c) => c.name === names.action)?.values ?? [];
  for (const [i, action] of (given.after ?? []).entries())
    if (names.action !== null && !met.includes(action))
      notes.problem(
        'design/action-unknown',
        { field: [...at, 'after'].join('.'), action, column: names.action, known: met },
        [...at, 'after', i],
      );
  if (given.after !== undefined && given.withinMinutes === undefined)
    notes.inferred([...at, 'withinMinutes'].join('.'), 'a week');
  const rule = {
    actions,
    atLeast,
    weighted,
    ...(given.after && { after: given.after, withinMinutes: given.withinMinutes ?? WEEK_MINUTES }),
  };
  return { says: labelInWords(names.value, rule), ...rule };
}

function resolveActions(
  notes: Notes,
  given: LabelInput['actions'],
  action: string | null,
  columns: readonly InferredColumn[],
  at: DesignPath,
): Readonly<Record<string, number>> | null {
  if (action === null) return null;
  const met = columns.find((c) => c.name === action)?.values ?? [];
  if (given === undefined) {
    notes.inferred(at.join('.'), 'the further a user goes for an item, the more it counts');
    return Object.fromEntries(met.map((name) => [name, worthOf(name)]));
  }
  for (const name of Object.keys(given))
    if (!met.includes(name))
      notes.problem(
        'design/action-unknown',
        { field: at.join('.'), action: name, column: action, known: met },
        [...at, name],
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
  at: DesignPath,
): number | null {
  const path = [...at, 'atLeast'].join('.');
  if (value === null || facts === null || given.weighted === true) return null;
  const { min, max, distinct } = facts;
  if (sureness('share', value) !== undefined && min >= 0 && max <= 100) {
    const whole = max <= 1 ? 1 : 100;
    notes.inferred(path, 'half of it');
    return HALF * whole;
  }
  if (min < 0 && max > 0) {
    notes.inferred(path, `${value} goes from below 0 to above`);
    return 0;
  }
  if ((distinct > MOST_RATINGS && sureness('value', value) === undefined) || distinct < 3) {
    notes.inferred(at.join('.'), `${value} is no scale of ratings: it decides nothing`);
    return null;
  }
  const atLeast = Math.ceil((min + LOW * (max - min)) * 2) / 2;
  notes.inferred(
    path,
    `who rates an item chose it, whatever he thinks of it: only the lowest quarter of ${min} to ${max} speaks against it`,
  );
  return atLeast;
}

/** What a rule says, for people. */
export function labelInWords(
  value: string | null,
  { actions, atLeast, weighted, after, withinMinutes }: Omit<LabelRule, 'says'>,
): string {
  const parts = [
    ...Object.entries(actions ?? {}).map(([name, weight]) => `${name} counts ${weight}`),
    ...(atLeast === null ? [] : [`${value} of at least ${atLeast} speaks for the item, less against it`]),
    ...(weighted ? [`${value} multiplies the weight`] : []),
    ...(after ? [`only within ${withinMinutes} minutes after ${after.join(' or ')} of the same item`] : []),
  ];
  return parts.length === 0 ? 'every event speaks for its item alike' : parts.join('; ');
}
