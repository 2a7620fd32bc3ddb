import type { Finding } from '../../../contracts/dataset.ts';
import type { EventFacts, EventProfile } from '../../../contracts/event-facts.ts';
import type { RecommendData } from '../../../contracts/recommend-data.ts';
import type { RecommendDesign } from '../../../contracts/recommend-design.ts';
import type { CodedEvents } from './coded-events.ts';
import type { Met } from './recommend-data.ts';

/** Everything that findings about events are made of. */
export interface EventFindingsInput {
  readonly design: RecommendDesign;
  readonly coded: CodedEvents;
  readonly facts: EventFacts;
  readonly profile: EventProfile;
  readonly data: RecommendData;
  readonly met: { readonly items: Met | null; readonly users: Met | null };
  /** Events that repeat an earlier one in every column. */
  readonly duplicates: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One user with so many of all events, and so many times the events of the median user, may be no person. */
const DOMINANT = { share: 0.02, timesMedian: 100, users: 20 };
/** Where so many users did one thing only, little can be learned of each. */
const MANY_SINGLE = 0.5;
/** A clock may be off by a day: time zones. */
const DAY_MS = 86_400_000;

type Rule = (input: EventFindingsInput) => Finding | null;

/** What a person should know of events before trusting a recommender that learned from them. */
export const eventFindings = (input: EventFindingsInput): readonly Finding[] =>
  RULES.map((rule) => rule(input)).filter((finding) => finding !== null);

const n = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
const percent = (share: number): string => `${+(100 * share).toPrecision(2)} %`;

const RULES: readonly Rule[] = [
  ({ coded: { dropped }, design }) =>
    dropped === 0
      ? null
      : {
          kind: 'ids-missing',
          severity: 'warning',
          column: null,
          says: `${n(dropped, 'row')} ${dropped === 1 ? 'lacks' : 'lack'} ${design.data.interactions.user}, ${design.data.interactions.item} or both, and ${dropped === 1 ? 'is' : 'are'} left out.`,
          facts: { rows: dropped },
        },
  ({ duplicates, facts, design }) =>
    duplicates === 0
      ? null
      : {
          kind: 'duplicate-events',
          severity:
            duplicates > 0.01 * facts.events && design.data.interactions.time !== null ? 'warning' : 'note',
          column: null,
          says: `${n(duplicates, 'event')} (${percent(duplicates / facts.events)}) ${duplicates === 1 ? 'repeats' : 'repeat'} an earlier one in every column${design.data.interactions.time === null ? '' : ', its time included: were they written twice?'}`,
          facts: { events: duplicates },
        },
  ({ data, coded, facts }) => {
    const { start } = data.events;
    const single = coded.userIds.reduce((sum, _, u) => sum + (start[u + 1]! - start[u]! === 1 ? 1 : 0), 0);
    if (single === 0) return null;
    return {
      kind: 'single-event-users',
      severity: single > MANY_SINGLE * facts.users ? 'warning' : 'note',
      column: null,
      says: `${n(single, 'user')} (${percent(single / facts.users)}) did one thing only: nothing of theirs can be held out while something is known.`,
      facts: { users: single },
    };
  },
  ({ profile, data }) =>
    profile.unmet === 0
      ? null
      : {
          kind: 'items-unmet',
          severity: 'note',
          column: null,
          says: `No event is about ${n(profile.unmet, 'item')} (${percent(profile.unmet / data.events.items)}): only retrievers that look at attributes can find them.`,
          facts: { items: profile.unmet },
        },
  ({ met, design }) => unknownIds('items', met.items, design.data.items?.id),
  ({ met, design }) => unknownIds('users', met.users, design.data.users?.id),
  ({ met, design }) => brokenIds('items', met.items, design.data.items?.id),
  ({ met, design }) => brokenIds('users', met.users, design.data.users?.id),
  ({ coded: { at, untimed }, facts, design: { data } }) => {
    const left = at === null ? 0 : at.reduce((sum, t) => sum + (Number.isNaN(t) ? 1 : 0), 0);
    if (untimed + left === 0) return null;
    const says =
      untimed > 0
        ? `${n(untimed, 'event')} without a time ${untimed === 1 ? 'is' : 'are'} left out.`
        : `${n(left, 'event')} (${percent(left / facts.events)}) have no time, too many to go by time: they are taken to come first.`;
    const column = data.interactions.time;
    return { kind: 'times-missing', severity: 'warning', column, says, facts: { events: untimed + left } };
  },
  ({ coded: { at }, now, design: { data } }) => {
    const future = at === null ? 0 : at.reduce((sum, t) => sum + (t > now + DAY_MS ? 1 : 0), 0);
    if (future === 0) return null;
    return {
      kind: 'future-times',
      severity: 'warning',
      column: data.interactions.time,
      says: `${n(future, 'event')} ${future === 1 ? 'lies' : 'lie'} in the future: a wrong clock, or another unit of time?`,
      facts: { events: future },
    };
  },
  ({ coded, facts, profile, data }) => {
    const most = profile.perUser.at(-1)!;
    const median = profile.perUser[2]!;
    const share = most / facts.events;
    if (facts.users < DOMINANT.users || share < DOMINANT.share || most < DOMINANT.timesMedian * median)
      return null;
    const { start } = data.events;
    const user = coded.userIds.findIndex((_, u) => start[u + 1]! - start[u]! === most);
    return {
      kind: 'dominant-user',
      severity: 'warning',
      column: null,
      says: `One user, ${JSON.stringify(coded.userIds[user])}, has ${n(most, 'event')} (${percent(share)} of all; the median user has ${median}): is it a person?`,
      facts: { user: coded.userIds[user]!, events: most },
    };
  },
];

function unknownIds(table: 'items' | 'users', met: Met | null, id: string | undefined): Finding | null {
  if (met === null || met.unknown === 0) return null;
  return {
    kind: 'items-unknown',
    severity: 'note',
    column: id ?? null,
    says: `${n(met.unknown, table.slice(0, -1))} of the events ${met.unknown === 1 ? 'has' : 'have'} no row in the table of ${table}: their attributes are missing.`,
    facts: { ids: met.unknown },
  };
}

function brokenIds(table: 'items' | 'users', met: Met | null, id: string | undefined): Finding | null {
  if (met === null || met.missing + met.repeated === 0) return null;
  const parts = [
    ...(met.missing > 0 ? [`${n(met.missing, 'row')} without an id`] : []),
    ...(met.repeated > 0 ? [`${n(met.repeated, 'row')} with an id that an earlier one has`] : []),
  ];
  return {
    kind: 'ids-repeated',
    severity: 'warning',
    column: id ?? null,
    says: `Left out of the table of ${table}: ${parts.join(' and ')}.`,
    facts: { missing: met.missing, repeated: met.repeated },
  };
}
