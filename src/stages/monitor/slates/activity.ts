import type { Cursor } from '../../../contracts/monitoring.ts';
import type { UserAction } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
import type { Histories } from '../../../contracts/recommender.ts';
import { ranks } from '../../../kernels/ranks.ts';
import { eventWeight } from '../../../recipe/recommender/event-weight.ts';
import { type Column, categoryColumn, numberColumn } from '../../../table/column.ts';

/** An event of a window, in the order in which it happened. */
export interface ActivityEvent {
  readonly user: string;
  readonly item: string;
  readonly weight: number;
}

/** An event of the journal, and where it stands there. */
export interface PlacedEvent extends ActivityEvent {
  readonly at: number;
  readonly place: Cursor;
}

/** What was known before a window began. */
export interface KnownBefore {
  knowsUser(id: string): boolean;
  /** Share of the items with events that have no more of them than this one, 0..1; NaN of items that nobody had met. */
  popularityOf(id: string): number;
}

/** What training events were like, and what all of them tell. */
export interface ActivityReference {
  /** Events of the largest window that there is. */
  readonly most: number;
  /** The newest so many events as a window, seen from before they came. */
  columns(events: number): ReadonlyMap<string, Column>;
  /** What a live window of so many events is seen from: as many events of training as `columns` sees its window from. */
  known(events: number): KnownBefore;
}

/**
 * A window of events as columns that a detector can watch. Events of one user hang together, so each user, or each item,
 * is one row: what he did in the window, and of what he did first, what kind of item that was. O(events).
 */
export function activityColumns(
  events: readonly ActivityEvent[],
  known: KnownBefore,
): ReadonlyMap<string, Column> {
  const users = new Map<string, { events: number; first: ActivityEvent }>();
  const items = new Map<string, number>();
  for (const event of events) {
    const user = users.get(event.user);
    if (user === undefined) users.set(event.user, { events: 1, first: event });
    else user.events++;
    items.set(event.item, (items.get(event.item) ?? 0) + 1);
  }
  const rows = [...users.entries()];
  const numbers = <R>(of: Iterable<R>, value: (row: R) => number): Column =>
    numberColumn(Float64Array.from(of, value));
  return new Map<string, Column>([
    ['events of a user', numbers(rows, ([, { events: n }]) => n)],
    ['events of an item', numbers(items.values(), (n) => n)],
    [
      'user is',
      categoryColumn(
        Int32Array.from(rows, ([id]) => (known.knowsUser(id) ? 0 : 1)),
        ['known', 'new'],
      ),
    ],
    ['popularity of an item', numbers(rows, ([, { first }]) => known.popularityOf(first.item))],
    ['weight of an event', numbers(rows, ([, { first }]) => first.weight)],
  ]);
}

/**
 * What a version knows of activity, from the pasts that it was stored with. A window of live events is compared with as
 * many of the newest events that training had, seen from before them, so that both are the same kind of thing: how much
 * users do in a window depends on how large it is, and how many of them are new on how many events came before. So both are
 * seen from equally many events. Null without times. O(events log events), and O(events) a window.
 */
export function activityReference(
  { ids, events }: Histories,
  itemIds: readonly string[],
): ActivityReference | null {
  const { at, item, weight, start, timed } = events;
  if (!timed || at.length < 2) return null;
  const user = new Int32Array(at.length);
  for (let u = 0; u < ids.length; u++) user.fill(u, start[u]!, start[u + 1]!);
  const order = Int32Array.from(at.keys()).sort((a, b) => at[a]! - at[b]! || a - b);
  const knownFrom = (begin: number, end: number): KnownBefore => {
    const counts = new Float64Array(itemIds.length);
    const users = new Set<string>();
    for (let i = begin; i < end; i++) {
      counts[item[order[i]!]!]! += 1;
      users.add(ids[user[order[i]!]!]!);
    }
    return { knowsUser: (id) => users.has(id), popularityOf: popularityOf(itemIds, counts) };
  };
  return {
    // A window of everything would leave nothing before it.
    most: Math.floor(at.length / 2),
    known: (count) => knownFrom(count, at.length),
    columns(count) {
      const first = at.length - count;
      const window = Array.from(order.subarray(first), (event) => ({
        user: ids[user[event]!]!,
        item: itemIds[item[event]!]!,
        weight: weight[event]!,
      }));
      return activityColumns(window, knownFrom(0, first));
    },
  };
}

function popularityOf(ids: readonly string[], events: Float64Array): (id: string) => number {
  const met = Int32Array.from(ids.keys()).filter((i) => events[i]! > 0);
  const place = ranks(Float64Array.from(met, (i) => events[i]!));
  const shares = new Map(Array.from(met, (i, m) => [ids[i]!, place[m]! / met.length]));
  return (id) => shares.get(id) ?? Number.NaN;
}

/** An event of the journal as activity; undefined where it must not be used. */
export const activityOf = (action: UserAction, place: Cursor, rule: LabelRule): PlacedEvent | undefined =>
  action.quarantined !== undefined
    ? undefined
    : {
        user: action.user,
        item: action.item,
        weight: Math.fround(eventWeight(rule, action.type, action.value ?? Number.NaN)),
        at: action.at,
        place,
      };
