import type { Dataset, SourceFacts } from '../../../contracts/dataset.ts';
import type { SourceChoice } from '../../../contracts/design.ts';
import type { FeedDesign } from '../../../contracts/feed-design.ts';
import type { FeedInput } from '../../../design/feed/input.ts';
import {
  FEED_TABLES,
  type FeedTable,
  type InferredFeedTables,
  resolveFeedSources,
} from '../../../design/feed/resolve-tables.ts';
import type { DesignFile } from '../../../design/file.ts';
import type { ShapeColumn } from '../../../ports/engine.ts';
import type { Frame } from '../../../table/frame.ts';
import type { ColumnType } from '../../../table/schema.ts';
import type { PreparePorts } from '../../prepare.ts';

/** The columns of all tables, and where they came from. */
export interface LoadedFeed {
  readonly tables: InferredFeedTables;
  readonly sources: Readonly<Partial<Record<FeedTable, readonly SourceFacts[]>>>;
  /** sha256 of each source, in the order of the tables. */
  readonly prints: readonly string[];
}

/** Read all tables of a feed, for what their columns are. Throws 'source/...'. */
export async function loadFeed(
  file: DesignFile<FeedInput>,
  { engine, locate }: Pick<PreparePorts, 'engine' | 'locate'>,
): Promise<LoadedFeed> {
  const sources = resolveFeedSources(file);
  const facts: Partial<Record<FeedTable, readonly SourceFacts[]>> = {};
  const tables = { events: null, posts: null, readers: null, follows: null, friends: null } as {
    -readonly [t in FeedTable]: InferredFeedTables[t];
  };
  for (const table of FEED_TABLES) {
    const source = sources[table];
    if (source === null) continue;
    const loaded = await engine.load(locate([source]), []);
    tables[table] = loaded.columns;
    facts[table] = loaded.sources;
  }
  const prints = FEED_TABLES.flatMap((table) => facts[table] ?? []).map((s) => s.sha256);
  return { tables, sources: facts, prints };
}

/** A table with the columns that the design keeps, as columns in memory and as a dataset in the lake. */
export async function shapeTable(
  table: FeedTable,
  design: FeedDesign,
  { tables, sources }: LoadedFeed,
  key: string,
  ports: PreparePorts,
  more: (frame: Frame) => Promise<Pick<Dataset, 'findings' | 'feed'>> | Pick<Dataset, 'findings' | 'feed'>,
): Promise<{ readonly frame: Frame; readonly dataset: Dataset } | null> {
  const { engine, lake, locate } = ports;
  const source = design.data.sources.find((s: SourceChoice) => s.name === table);
  const inferred = tables[table];
  if (source === undefined || inferred === null) return null;
  await engine.load(locate([source]), []);
  const { schema, rows } = await engine.shape(columnsOf(table, design, inferred), null);
  const frame = await engine.shaped();
  const facts = await more(frame);
  const ids = idsOf(table, design);
  const profile = await engine.profile(
    schema.filter((c) => !ids.includes(c.name)),
    null,
  );
  const draft = await lake.draft();
  await engine.write(draft, key);
  const dataset = await lake.keep(draft, {
    key,
    rows,
    schema,
    sources: sources[table] ?? [],
    inferred,
    profile,
    ...facts,
  });
  return { frame, dataset };
}

/** Ids are kept as text whatever they look like; times as instants, or as the numbers that they are written as. */
function columnsOf(table: FeedTable, { data }: FeedDesign, inferred: Dataset['inferred']): ShapeColumn[] {
  const instant = (name: string): ColumnType =>
    inferred.find((c) => c.name === name)?.type === 'timestamp' ? 'timestamp' : 'continuous';
  const { events, posts, readers } = data;
  if (table === 'events')
    return typed([
      [events.reader, 'identifier'],
      [events.post, 'identifier'],
      [events.type, 'nominal'],
      [events.at, instant(events.at)],
      [events.value, 'continuous'],
      [events.request, 'identifier'],
      [events.position, 'continuous'],
      [events.propensity, 'continuous'],
      ...events.context.map(({ name, type }) => [name, type] as const),
    ]);
  if (table === 'posts')
    return typed([
      [posts.id, 'identifier'],
      [posts.published, posts.published === null ? 'timestamp' : instant(posts.published)],
      ...posts.columns
        .filter(({ name }) => !posts.scores?.some(({ column }) => column === name))
        .map(({ name, type }) => [name, type] as const),
    ]);
  if (table === 'readers')
    return typed([
      [readers!.id, 'identifier'],
      ...readers!.columns.map(({ name, type }) => [name, type] as const),
    ]);
  const tie = data[table]!;
  return typed([
    [tie.from, 'identifier'],
    [tie.to, 'identifier'],
    [tie.since, tie.since === null ? 'timestamp' : instant(tie.since)],
    ['closeness' in tie ? tie.closeness : null, 'continuous'],
  ]);
}

const typed = (columns: readonly (readonly [string | null, ColumnType])[]): ShapeColumn[] =>
  columns.flatMap(([name, type]) => (name === null ? [] : [{ name, type }]));

function idsOf(table: FeedTable, { data }: FeedDesign): readonly (string | null)[] {
  if (table === 'events') return [data.events.reader, data.events.post, data.events.request];
  if (table === 'posts') return [data.posts.id];
  if (table === 'readers') return [data.readers!.id];
  return [data[table]!.from, data[table]!.to];
}
