import type { FeedDesign } from '../../../contracts/feed-design.ts';
import type { FeedEdges, FeedLog } from '../../../contracts/feed-log.ts';
import { alignFrame } from '../../../table/align-frame.ts';
import { itemsOf } from '../../../table/catalogue.ts';
import { type CategoryColumn, categoryColumn, MISSING } from '../../../table/column.ts';
import { columnOf, type Frame, takeFrame } from '../../../table/frame.ts';
import { numbersOf, textOf, toMilliseconds } from '../../recommend/prepare/coded-events.ts';

/** The tables of a feed, as read; null where there is none. */
export interface FeedFrames {
  readonly events: Frame;
  readonly posts: Frame;
  readonly readers: Frame | null;
  readonly follows: Frame | null;
  readonly friends: Frame | null;
}

/** What was met on the way. */
export interface FeedLogFacts {
  /** Rows without a reader, a type or an instant: left out. */
  readonly dropped: number;
  /** Posts of events that the table of posts does not have. */
  readonly unknownPosts: number;
  /** Events about a post at an instant before it was published. */
  readonly early: number;
  /** Rows of posts whose id is missing or stood there before: left out. */
  readonly repeatedPosts: number;
}

/** Bring the tables of a feed together, events oldest first. O(events log events + rows of the tables). */
export function feedLog(
  design: FeedDesign,
  frames: FeedFrames,
): { readonly log: FeedLog; readonly facts: FeedLogFacts } {
  const names = design.data.events;
  const { events } = frames;
  const readers = new Ids();
  const posts = new Ids();
  const published = postTable(design, frames.posts, posts);
  const who = textOf(events, names.reader);
  const what = categoryOf(events, names.type);
  const at = instantsOf(events, names.at);
  const order = Int32Array.from(at.keys())
    .filter((i) => who[i] !== null && what.codes[i]! >= 0 && !Number.isNaN(at[i]!))
    .sort((a, b) => at[a]! - at[b]! || a - b);
  const about = textOf(events, names.post);
  const known = posts.size;
  const post = order.map((i) => (about[i] === null ? -1 : posts.add(about[i]!)));
  const reader = order.map((i) => readers.add(who[i]!));
  const request = names.request === null ? null : textOf(events, names.request);
  const requests = new Ids();
  for (const id of frames.readers === null ? [] : textOf(frames.readers, design.data.readers!.id))
    if (id !== null) readers.add(id);
  const authors = authorsOf(design, published.frame);
  const follows = edges(design.data.follows, frames.follows, readers, authors);
  const friends = edges(design.data.friends, frames.friends, readers, readers);
  const instants = Float64Array.from(order, (i) => at[i]!);
  const catalogue = published.grow(posts.size, authors);
  const numbers = (name: string | null): Float64Array => {
    const values = name === null ? null : numbersOf(events, name);
    return Float64Array.from(order, (i) => values?.[i] ?? Number.NaN);
  };
  const log: FeedLog = {
    readers: readers.ids,
    posts: posts.ids,
    types: what.dictionary,
    type: Uint8Array.from(order, (i) => what.codes[i]!),
    reader,
    post,
    at: instants,
    value: numbers(names.value),
    request: order.map((i) => (request?.[i] == null ? -1 : requests.add(request[i]!))),
    position: Int16Array.from(numbers(names.position), (p) => (Number.isNaN(p) ? -1 : p)),
    propensity: Float32Array.from(numbers(names.propensity)),
    context: takeFrame(
      only(
        events,
        names.context.map((c) => c.name),
      ),
      order,
    ),
    catalogue,
    readerAttributes: readerTable(design, frames.readers, readers.ids),
    follows,
    friends,
  };
  let early = 0;
  post.forEach((p, i) => {
    if (p >= 0 && instants[i]! < catalogue.addedAt[p]!) early += 1;
  });
  return {
    log,
    facts: {
      dropped: events.rows - order.length,
      unknownPosts: posts.size - known,
      early,
      repeatedPosts: published.repeated,
    },
  };
}

/** Numbers ids in the order in which they come. */
class Ids {
  readonly ids: string[] = [];
  readonly #known = new Map<string, number>();

  get size(): number {
    return this.ids.length;
  }

  add(id: string): number {
    let index = this.#known.get(id);
    if (index === undefined) {
      index = this.ids.length;
      this.#known.set(id, index);
      this.ids.push(id);
    }
    return index;
  }

  static of(ids: readonly string[]): Ids {
    const made = new Ids();
    for (const id of ids) made.add(id);
    return made;
  }
}

/** The posts of the table, oldest first, each once. */
function postTable({ data: { posts: choice } }: FeedDesign, frame: Frame, ids: Ids) {
  const named = textOf(frame, choice.id);
  const at = choice.published === null ? null : instantsOf(frame, choice.published);
  const first = new Map<string, number>();
  named.forEach((id, row) => {
    if (id !== null && !first.has(id)) first.set(id, row);
  });
  const when = (row: number): number => (at === null || Number.isNaN(at[row]!) ? -Infinity : at[row]!);
  const rows = Int32Array.from(first.values()).sort((a, b) => compare(when(a), when(b)) || a - b);
  for (const row of rows) ids.add(named[row]!);
  const kept = takeFrame(
    only(
      frame,
      choice.columns.map((c) => c.name),
    ),
    rows,
  );
  return {
    frame: kept,
    repeated: frame.rows - rows.length,
    /** With the posts that only events know, and the authors that only ties know. */
    grow(size: number, authors: Ids) {
      const all = Int32Array.from({ length: size }, (_, p) => (p < rows.length ? p : -1));
      const grown = alignFrame(kept, all);
      const columns = new Map(grown.columns);
      if (choice.author !== null) {
        const { codes } = columns.get(choice.author) as CategoryColumn;
        columns.set(choice.author, categoryColumn(codes, authors.ids));
      }
      const addedAt = new Float64Array(size).fill(Number.NaN);
      if (at !== null)
        rows.forEach((row, p) => {
          addedAt[p] = at[row]!;
        });
      return itemsOf({ ...grown, columns }, addedAt);
    },
  };
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The authors of posts; those that readers follow and who have not written come behind them. */
const authorsOf = ({ data: { posts } }: FeedDesign, frame: Frame): Ids =>
  Ids.of(posts.author === null ? [] : (columnOf(frame, posts.author) as CategoryColumn).dictionary);

/** Ties, oldest first; those without an instant were always there. */
function edges(
  choice: FeedDesign['data']['friends'] | FeedDesign['data']['follows'],
  frame: Frame | null,
  from: Ids,
  to: Ids,
): FeedEdges {
  if (choice === null || frame === null)
    return {
      from: new Int32Array(0),
      to: new Int32Array(0),
      since: new Float64Array(0),
      closeness: new Float32Array(0),
    };
  const [a, b] = [textOf(frame, choice.from), textOf(frame, choice.to)];
  const at = choice.since === null ? null : instantsOf(frame, choice.since);
  const since = (row: number): number => (at === null || Number.isNaN(at[row]!) ? -Infinity : at[row]!);
  const rows = Int32Array.from(a.keys())
    .filter((row) => a[row] !== null && b[row] !== null)
    .sort((x, y) => compare(since(x), since(y)) || x - y);
  const closeness =
    'closeness' in choice && choice.closeness !== null ? numbersOf(frame, choice.closeness) : null;
  return {
    from: rows.map((row) => from.add(a[row]!)),
    to: rows.map((row) => to.add(b[row]!)),
    since: Float64Array.from(rows, since),
    closeness: Float32Array.from(rows, (row) => closeness?.[row] ?? Number.NaN),
  };
}

function readerTable({ data }: FeedDesign, frame: Frame | null, ids: readonly string[]): Frame | null {
  if (data.readers === null || frame === null) return null;
  const rowOf = new Map<string, number>();
  textOf(frame, data.readers.id).forEach((id, row) => {
    if (id !== null && !rowOf.has(id)) rowOf.set(id, row);
  });
  const kept = only(
    frame,
    data.readers.columns.map((c) => c.name),
  );
  return alignFrame(
    kept,
    Int32Array.from(ids, (id) => rowOf.get(id) ?? -1),
  );
}

const only = ({ rows, schema, columns }: Frame, names: readonly string[]): Frame => ({
  rows,
  schema: schema.filter((c) => names.includes(c.name)),
  columns: new Map(names.map((name) => [name, columns.get(name)!])),
});

function categoryOf(frame: Frame, name: string): CategoryColumn {
  const column = columnOf(frame, name);
  if (column.form !== 'category') throw new Error(`${name} was not shaped as a category`);
  return { ...column, codes: column.codes.map((code) => (code < 0 ? MISSING : code)) };
}

/** Instants in milliseconds, whatever they are written as. */
export function instantsOf(frame: Frame, name: string): Float64Array {
  const at = numbersOf(frame, name).slice();
  if (frame.schema.find((c) => c.name === name)?.type !== 'timestamp') toMilliseconds(at);
  return at;
}
