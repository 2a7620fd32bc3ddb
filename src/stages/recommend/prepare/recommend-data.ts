import type { UserChange } from '../../../contracts/product-event.ts';
import type { LabelledEvents, RecommendData } from '../../../contracts/recommend-data.ts';
import type {
  EntityChoice,
  FriendsChoice,
  LabelRule,
  RecommendDesign,
} from '../../../contracts/recommend-design.ts';
import { alignFrame } from '../../../table/align-frame.ts';
import { bareCatalogue, type Catalogue, itemsOf } from '../../../table/catalogue.ts';
import { columnOf, type Frame } from '../../../table/frame.ts';
import { friendIds, friendsOf } from '../../../table/friends.ts';
import { takeImpressions } from '../../../table/impressions.ts';
import { type Interactions, interactionsFrom } from '../../../table/interactions.ts';
import { type CodedEvents, type ShownEvents, toMilliseconds } from './coded-events.ts';
import { impressionGains, labelEvents } from './label-events.ts';

/** The tables of items, of users and of who names whom a friend, as read. */
export type TableFrames = { readonly [table in 'items' | 'users' | 'friends']: Frame | null };

/** How the ids of a table and those of the events met. */
export interface Met {
  /** Rows without an id, and rows whose id stood there before: both are left out. */
  readonly missing: number;
  readonly repeated: number;
  /** Ids of events that the table does not have. */
  readonly unknown: number;
}

/** Bring events and tables together in memory. O(events log events of a user + rows of the tables). */
export function recommendData(
  { framing, data }: RecommendDesign,
  coded: CodedEvents,
  frames: TableFrames,
): { readonly data: RecommendData; readonly met: { items: Met | null; users: Met | null } } {
  const items = align(coded.itemIds, frames.items, data.items);
  const naming = data.friends && frames.friends ? namedBy(frames.friends, data.friends).keys() : [];
  const users = align(coded.userIds, frames.users, data.users, naming);
  const shownBy = data.impressions ?? null;
  const { user, item, at } = coded;
  const order = inOrderOfTime(coded.shown);
  const labelled = (rule: LabelRule): { events: Interactions; gain: Float32Array } => {
    const weight = labelEvents(coded, rule, shownBy?.action);
    const gain = impressionGains(coded, weight, shownBy?.windowMinutes ?? 0);
    return {
      events: interactionsFrom(users.ids.length, items.ids.length, { user, item, at, weight }),
      gain,
    };
  };
  const other = (rule: LabelRule): LabelledEvents => {
    const { events, gain } = labelled(rule);
    return { weight: events.weight, gain: Float32Array.from(order, (i) => gain[i]!) };
  };
  const { events, gain } = labelled(framing.label);
  const { objectives, business } = framing;
  const made: RecommendData = {
    events,
    ...(coded.shown && { impressions: takeImpressions({ ...coded.shown, gain }, order) }),
    ...(objectives && {
      objectives: Object.fromEntries(Object.entries(objectives).map(([name, rule]) => [name, other(rule)])),
    }),
    ...(business && { business: other(business.label) }),
    itemIds: items.ids,
    userIds: users.ids,
    catalogue: catalogueOf(items, data.items?.added ?? null),
    users: users.frame && without(users.frame, [data.users!.id]),
  };
  return { data: made, met: { items: items.met, users: users.met } };
}

/**
 * The same with the graph of who names whom a friend: by the column of users that lists them, which goes, and by the table
 * of ties. told: of these users other friends were named since, the latest last.
 */
export function withFriends(
  data: RecommendData,
  { users: choice, friends: ties }: RecommendDesign['data'],
  table: Frame | null,
  told: readonly UserChange[] = [],
): RecommendData {
  const { users, userIds } = data;
  const column = choice?.friends;
  if (column === undefined && ties === undefined) return data;
  const listed = column === undefined || users === null ? undefined : textsOf(users, column);
  const named = ties === undefined || table === null ? undefined : namedBy(table, ties);
  const later = new Map(told.flatMap(({ user, friends }) => (friends ? [[user, friends] as const] : [])));
  const lists = userIds.map(
    (id, u) => later.get(id) ?? [...friendIds(listed?.[u] ?? null), ...(named?.get(id) ?? [])],
  );
  return {
    ...data,
    events: { ...data.events, friends: friendsOf(lists, userIds) },
    users: users && column !== undefined ? without(users, [column]) : users,
  };
}

/** Whom each names a friend, in the order of the rows. */
function namedBy(table: Frame, { from, to }: FriendsChoice): Map<string, string[]> {
  const [by, whom] = [textsOf(table, from), textsOf(table, to)];
  const named = new Map<string, string[]>();
  by.forEach((id, row) => {
    const friend = whom[row];
    if (id === null || friend == null) return;
    const list = named.get(id);
    if (list === undefined) named.set(id, [friend]);
    else list.push(friend);
  });
  return named;
}

function textsOf(frame: Frame, name: string): readonly (string | null)[] {
  const column = columnOf(frame, name);
  if (column.form !== 'text') throw new Error(`${name} was not shaped as text`);
  return column.values;
}

/** Places of the impressions, the oldest first; those without a time are left out. */
function inOrderOfTime(shown: ShownEvents | null): Int32Array {
  if (shown === null) return new Int32Array();
  const { at } = shown;
  return Int32Array.from(at.keys())
    .filter((i) => !Number.isNaN(at[i]!))
    .sort((a, b) => at[a]! - at[b]! || a - b);
}

interface Aligned {
  readonly ids: readonly string[];
  /** Row i is of ids[i]; null where there is no table. */
  readonly frame: Frame | null;
  readonly met: Met | null;
}

/** The ids of the events, then those that only the table has, then others; and the rows of the table in that order. */
function align(
  ids: readonly string[],
  frame: Frame | null,
  choice: EntityChoice | null,
  others: Iterable<string> = [],
): Aligned {
  if (frame === null || choice === null)
    return { ids: [...new Set([...ids, ...others])], frame: null, met: null };
  const rowIds = textsOf(frame, choice.id);
  const rowOf = new Map<string, number>();
  let missing = 0;
  let repeated = 0;
  rowIds.forEach((id, row) => {
    if (id === null) missing += 1;
    else if (rowOf.has(id)) repeated += 1;
    else rowOf.set(id, row);
  });
  const all = [...new Set([...ids, ...rowOf.keys(), ...others])];
  const rows = Int32Array.from(all, (id) => rowOf.get(id) ?? -1);
  const unknown = ids.reduce((n, id) => n + (rowOf.has(id) ? 0 : 1), 0);
  return { ids: all, frame: alignFrame(frame, rows), met: { missing, repeated, unknown } };
}

/**
 * The items, with the instants that their table tells. The first event about an item is no stand-in for one: where that
 * event is held out, the instant would tell of it.
 */
function catalogueOf({ ids, frame }: Aligned, added: string | null): Catalogue {
  if (frame === null) return bareCatalogue(ids.length);
  const own = [frame.schema[0]!.name, ...(added === null ? [] : [added])];
  return itemsOf(without(frame, own), instantsOf(frame, added));
}

function instantsOf(frame: Frame, name: string | null): Float64Array | undefined {
  if (name === null) return undefined;
  const column = columnOf(frame, name);
  if (column.form !== 'number') throw new Error(`${name} was not shaped as numbers`);
  const at = column.values.slice();
  if (frame.schema.find((c) => c.name === name)?.type !== 'timestamp') toMilliseconds(at);
  return at;
}

function without({ rows, schema, columns }: Frame, names: readonly string[]): Frame {
  const left = schema.filter((c) => !names.includes(c.name));
  return { rows, schema: left, columns: new Map(left.map((c) => [c.name, columns.get(c.name)!])) };
}
