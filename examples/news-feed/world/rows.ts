import { DAY_MS, hourOf, weekdayOf } from './time.ts';
import type { Town } from './town.ts';
import { authorId, type Post, postId, readerId, VECTOR_SIZE, visiblePost, visibleReader } from './visible.ts';
import type { FeedEvent } from './visit.ts';

/**
 * The tables of the world as a product would have them: names of columns, and rows of text, number or nothing.
 * Instants are milliseconds since 1970.
 */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}
export type Cell = string | number | null;

/** An event as POST /v1/events takes it; `propensity` only in the log. */
export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly user: string;
  readonly item: string;
  readonly value?: number;
  readonly requestId: string;
  readonly position: number;
  readonly propensity?: number;
  readonly context: { readonly device: string; readonly hour: number; readonly weekday: number };
}

export const EVENT_COLUMNS = [
  'id',
  'type',
  'at',
  'user',
  'item',
  'value',
  'requestId',
  'position',
  'propensity',
  'device',
  'hour',
  'weekday',
] as const;

/** number: 0 for the first event of the log, and so on: an event is always told by the same id. */
export function toldEvent(town: Town, event: FeedEvent, number: number): ToldEvent {
  return {
    id: `e${number}`,
    type: event.action,
    at: event.at,
    user: readerId(event.reader),
    item: postId(event.post),
    ...(Number.isNaN(event.value) ? {} : { value: event.value }),
    requestId: `s${event.session}`,
    position: event.position,
    ...(Number.isNaN(event.propensity) ? {} : { propensity: Math.round(1e6 * event.propensity) / 1e6 }),
    context: contextOf(town, event.reader, event.at),
  };
}

export const contextOf = ({ readers }: Town, reader: number, at: number): ToldEvent['context'] => ({
  device: readers.phone[reader] === 1 ? 'phone' : 'desk',
  hour: Math.floor(hourOf(at)),
  weekday: weekdayOf(at),
});

export const eventCells = (e: ToldEvent): Cell[] => [
  e.id,
  e.type,
  e.at,
  e.user,
  e.item,
  e.value ?? null,
  e.requestId,
  e.position,
  e.propensity ?? null,
  e.context.device,
  e.context.hour,
  e.context.weekday,
];

/** Attributes of a post but for its id and its instant, as POST /v1/items takes them: one column each, the vector eight. */
export function attributesOf(post: Post): Record<string, Cell> {
  const { index: _index, id: _id, publishedAt: _publishedAt, vector, ...rest } = post;
  const parts = Array.from({ length: VECTOR_SIZE }, (_, i) => [`vector${i}`, vector?.[i] ?? null]);
  return { ...rest, ...Object.fromEntries(parts) };
}

export const postAttributes = (town: Town, post: number): Record<string, Cell> =>
  attributesOf(visiblePost(town, post));

/** All tables but the events. Posts until an instant. */
export function townTables(town: Town, until: number): Table[] {
  const { posts, authors, readers, graph } = town;
  let count = 0;
  while (count < posts.count && posts.at[count]! < until) count++;
  const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  const since = (days: number): number => town.startAt - days * DAY_MS;
  return [
    {
      name: 'posts',
      columns: ['post', 'publishedAt', ...Object.keys(postAttributes(town, 0)), 'made'],
      rows: range(count).map((i) => [
        postId(i),
        posts.at[i]!,
        ...Object.values(postAttributes(town, i)),
        'yes',
      ]),
    },
    {
      name: 'readers',
      columns: ['reader', 'language', 'device', 'joinedAt', 'made'],
      rows: range(readers.count).map((i) => {
        const { id, language, device, joinedAt } = visibleReader(town, i);
        return [id, language, device, joinedAt, 'yes'];
      }),
    },
    {
      name: 'authors',
      columns: ['author', 'kind', 'reader'],
      rows: range(authors.count).map((i) => {
        const person = authors.person[i]!;
        return [authorId(i), person < 0 ? 'publisher' : 'person', person < 0 ? null : readerId(person)];
      }),
    },
    {
      name: 'follows',
      columns: ['reader', 'author'],
      rows: graph.follows.flatMap((those, i) => [...those].map((a) => [readerId(i), authorId(a)])),
    },
    {
      name: 'friendships',
      columns: ['reader', 'friend', 'since', 'closeness'],
      rows: graph.friends.flatMap((those, i) =>
        [...those].map(([other, { closeness, days }]) => [
          readerId(i),
          readerId(other),
          since(days),
          Math.round(1000 * closeness) / 1000,
        ]),
      ),
    },
  ];
}
