import type { Attributes, UserAction } from '../../../contracts/product-event.ts';
import type { RecommendData } from '../../../contracts/recommend-data.ts';
import { LiveItems } from '../../../recipe/live-items.ts';
import { type Catalogue, itemsOf } from '../../../table/catalogue.ts';
import { categoryColumn, MISSING } from '../../../table/column.ts';
import type { ToldAction, ToldEvents } from '../../told-events.ts';
import type { CodedEvents } from './coded-events.ts';

/**
 * Events of the sources, then those that were told. An event of both (user, item, second and what was done) counts once, for
 * sources may be exports of what was told. What the design does not look at (values, actions) is left out. Those of type
 * `impression` come to what was shown. O(events).
 */
export function withActions(
  coded: CodedEvents,
  actions: readonly ToldAction[],
  impression: string | null = null,
): CodedEvents {
  const users = indexOf(coded.userIds);
  const items = indexOf(coded.itemIds);
  const types = indexOf(coded.action?.dictionary ?? []);
  const typeOf = ({ type }: UserAction): number => (coded.action === null ? MISSING : types.of(type));
  const key = (user: number, item: number, at: number, type: number): string =>
    `${user},${item},${Math.floor(at / 1000)},${type}`;
  const there = new Set<string>();
  if (coded.at !== null)
    coded.user.forEach((user, e) => {
      there.add(key(user, coded.item[e]!, coded.at![e]!, coded.action?.codes[e] ?? MISSING));
    });
  coded.shown?.user.forEach((user, e) => {
    there.add(key(user, coded.shown!.item[e]!, coded.shown!.at[e]!, types.of(impression!)));
  });
  const unknown = actions.filter((action) => {
    const id = key(users.of(action.user), items.of(action.item), action.at, typeOf(action));
    return !there.has(id) && there.add(id);
  });
  const fresh = unknown.filter(({ type }) => type !== impression);
  const requests = requestsAfter(coded);
  const seen = unknown.filter(({ type }) => type === impression);
  type Of = (action: ToldAction) => number;
  const numbers = (have: Float64Array | null, of: Of, from = fresh): Float64Array | null =>
    have && Float64Array.from([...have, ...from.map(of)]);
  const codes = (have: Int32Array, of: Of, from = fresh): Int32Array =>
    Int32Array.from([...have, ...from.map(of)]);
  return {
    ...coded,
    userIds: users.ids,
    itemIds: items.ids,
    user: codes(coded.user, ({ user }) => users.of(user)),
    item: codes(coded.item, ({ item }) => items.of(item)),
    at: numbers(coded.at, ({ at }) => at),
    value: numbers(coded.value, ({ value }) => value ?? Number.NaN),
    action: coded.action && categoryColumn(codes(coded.action.codes, typeOf), types.ids),
    request: coded.request && codes(coded.request, requests),
    shown: coded.shown && {
      user: codes(coded.shown.user, ({ user }) => users.of(user), seen),
      item: codes(coded.shown.item, ({ item }) => items.of(item), seen),
      at: numbers(coded.shown.at, ({ at }) => at, seen)!,
      request: codes(coded.shown.request, requests, seen),
      position: numbers(coded.shown.position, ({ position }) => position ?? Number.NaN, seen)!,
      propensity: numbers(coded.shown.propensity, ({ propensity }) => propensity ?? Number.NaN, seen)!,
    },
  };
}

/** Numbers of the slates that were told, after those of the sources, which are others; -1 where none is named. */
function requestsAfter({ request, shown }: CodedEvents): (action: UserAction) => number {
  const last = (codes: Int32Array | undefined): number => codes?.reduce((a, b) => Math.max(a, b), -1) ?? -1;
  const first = 1 + Math.max(last(request ?? undefined), last(shown?.request));
  const known = indexOf([]);
  return ({ requestId }) => (requestId === undefined ? -1 : first + known.of(requestId));
}

/**
 * The data with what was told of items and users: in their order, as a system in service folds them.
 *
 * @param before whether the sources know an item; of others the first word tells since when they are there
 */
export function withChanges(
  data: RecommendData,
  { items, users }: Pick<ToldEvents, 'items' | 'users'>,
  before: (item: string) => boolean,
): RecommendData {
  const { ids, catalogue } = itemsWith(data.itemIds, data.catalogue, items, before);
  return {
    ...data,
    itemIds: ids,
    catalogue,
    events: { ...data.events, items: ids.length },
    users: data.users && usersWith(data.users, data.userIds, users),
  };
}

/** A catalogue with what was told of its items; before: see withChanges. */
export function itemsWith(
  ids: readonly string[],
  catalogue: Catalogue,
  items: ToldEvents['items'],
  before: (item: string) => boolean,
): LiveItems {
  const live = new LiveItems(ids, withArrivals(ids, catalogue, items, before), true);
  for (const { item, attributes, addedAt, at } of items)
    if (attributes === null) live.remove(item);
    else live.put(item, attributes, addedAt ?? at);
  return live;
}

/** Items that came by an event are there since the word about them, if one came. */
function withArrivals(
  ids: readonly string[],
  catalogue: Catalogue,
  items: ToldEvents['items'],
  before: (item: string) => boolean,
): Catalogue {
  const index = new Map(ids.map((id, i) => [id, i]));
  const addedAt = catalogue.addedAt.slice();
  for (const change of items) {
    const i = index.get(change.item);
    if (i === undefined || before(change.item) || !Number.isNaN(addedAt[i]!)) continue;
    addedAt[i] = change.addedAt ?? change.at;
  }
  return { ...catalogue, addedAt };
}

/** A table of users is a catalogue of users; those who did nothing teach nothing, and are left out. */
function usersWith(
  frame: NonNullable<RecommendData['users']>,
  ids: readonly string[],
  changes: readonly { readonly user: string; readonly attributes: Attributes }[],
): RecommendData['users'] {
  const known = new Set(ids);
  const live = new LiveItems(ids, itemsOf(frame), true);
  for (const { user, attributes } of changes) if (known.has(user)) live.put(user, attributes, Number.NaN);
  return live.catalogue.attributes;
}

function indexOf(known: readonly string[]): { readonly ids: string[]; of(id: string): number } {
  const ids = [...known];
  const codes = new Map(ids.map((id, i) => [id, i]));
  return {
    ids,
    of(id) {
      let code = codes.get(id);
      if (code === undefined) {
        code = ids.push(id) - 1;
        codes.set(id, code);
      }
      return code;
    },
  };
}
