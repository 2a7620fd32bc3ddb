import type { FeedDesign } from '../../../contracts/feed-design.ts';
import type { FeedEdges, FeedLog } from '../../../contracts/feed-log.ts';
import { LiveItems } from '../../../recipe/live-items.ts';
import { itemsOf } from '../../../table/catalogue.ts';
import { type Frame, takeFrame } from '../../../table/frame.ts';
import { textOf } from '../../recommend/prepare/coded-events.ts';
import { itemsWith } from '../../recommend/prepare/journal-events.ts';
import type { ToldEvents } from '../../told-events.ts';
import { type FeedFrames, feedLog } from './feed-log.ts';
import { withToldActions } from './told-rows.ts';

/** What a feed learns besides its sources. */
export interface ToldFeed {
  readonly told: ToldEvents;
  /** Whether a reader was erased: sources may still name him. */
  readonly erased: (reader: string) => boolean;
}

/**
 * The log of all that happened: in the sources, and told while the feed was served; without readers who were erased. Ties that
 * were cut are not learned from. O(events log events).
 */
export function wholeLog(design: FeedDesign, frames: FeedFrames, { told, erased }: ToldFeed): FeedLog {
  const left = withoutReaders(design, frames, erased);
  const { events, names } = withToldActions({ events: left.events, names: design.data.events }, told.actions);
  const named = { ...design, data: { ...design.data, events: names } };
  const { log } = feedLog(named, { ...left, events });
  const known = new Set(textOf(left.posts, design.data.posts.id));
  const posts = itemsWith(log.posts, log.catalogue, told.items, (id) => known.has(id));
  const readers = readersWith(log, told.users);
  const readerOf = indexOf(readers.ids);
  const { author } = design.data.posts;
  const authorOf = (id: string): number => (author === null ? -1 : posts.codeOf(author, id));
  const ties = (tie: 'follow' | 'friend') => told.ties.filter((one) => one.tie === tie);
  const follows = edgesWith(log.follows, ties('follow'), readerOf, authorOf);
  const friends = edgesWith(log.friends, ties('friend'), readerOf, readerOf);
  return {
    ...log,
    ...readers,
    posts: posts.ids,
    catalogue: posts.catalogue,
    readers: readers.ids,
    follows,
    friends,
  };
}

/** Tables as if some readers had never been. */
function withoutReaders(
  { data }: FeedDesign,
  frames: FeedFrames,
  erased: (reader: string) => boolean,
): FeedFrames {
  const without = (frame: Frame | null, ...columns: (string | undefined)[]): Frame | null => {
    if (frame === null) return null;
    const ids = columns.flatMap((name) => (name === undefined ? [] : [textOf(frame, name)]));
    const kept = Int32Array.from({ length: frame.rows }, (_, row) => row).filter((row) =>
      ids.every((of) => of[row] === null || !erased(of[row]!)),
    );
    return kept.length === frame.rows ? frame : takeFrame(frame, kept);
  };
  return {
    ...frames,
    events: without(frames.events, data.events.reader)!,
    readers: without(frames.readers, data.readers?.id),
    follows: without(frames.follows, data.follows?.from),
    friends: without(frames.friends, data.friends?.from, data.friends?.to),
  };
}

/** Readers with what was told of them; those of whom only that was told are known too. */
function readersWith(
  { readers, readerAttributes }: FeedLog,
  users: ToldEvents['users'],
): { readonly ids: readonly string[]; readonly readerAttributes: Frame | null } {
  if (readerAttributes === null) {
    const ids = new Set([...readers, ...users.map(({ user }) => user)]);
    return { ids: [...ids], readerAttributes };
  }
  const live = new LiveItems(readers, itemsOf(readerAttributes), true);
  for (const { user, attributes } of users) live.put(user, attributes, Number.NaN);
  return { ids: live.ids, readerAttributes: live.catalogue.attributes };
}

/** Ties of the sources and those that were told, oldest first, each as it was told last; of those who are not known none. */
function edgesWith(
  edges: FeedEdges,
  told: ToldEvents['ties'],
  fromOf: (id: string) => number,
  toOf: (id: string) => number,
): FeedEdges {
  if (told.length === 0) return edges;
  const now = new Map<string, { from: number; to: number; since: number; closeness: number }>();
  edges.from.forEach((from, e) => {
    const [to, since, closeness] = [edges.to[e]!, edges.since[e]!, edges.closeness[e]!];
    now.set(`${from},${to}`, { from, to, since, closeness });
  });
  for (const { from: a, to: b, since, at, closeness = Number.NaN, gone } of told) {
    const [from, to] = [fromOf(a), toOf(b)];
    if (from < 0 || to < 0) continue;
    if (gone) now.delete(`${from},${to}`);
    else now.set(`${from},${to}`, { from, to, since: since ?? at, closeness });
  }
  const all = [...now.values()].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  return {
    from: Int32Array.from(all, ({ from }) => from),
    to: Int32Array.from(all, ({ to }) => to),
    since: Float64Array.from(all, ({ since }) => since),
    closeness: Float32Array.from(all, ({ closeness }) => closeness),
  };
}

function indexOf(ids: readonly string[]): (id: string) => number {
  const index = new Map(ids.map((id, i) => [id, i]));
  return (id) => index.get(id) ?? -1;
}
