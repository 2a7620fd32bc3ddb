import type { Dataset, SourceFacts } from '../../../contracts/dataset.ts';
import type { SourceChoice } from '../../../contracts/design.ts';
import type { EventFacts } from '../../../contracts/event-facts.ts';
import type { RecommendDesign } from '../../../contracts/recommend-design.ts';
import type { DesignFile } from '../../../design/file.ts';
import type { RecommendInput } from '../../../design/recommend/input.ts';
import {
  type EventColumnNames,
  type InferredTables,
  resolveEventColumns,
  resolveTableSources,
} from '../../../design/recommend/resolve-tables.ts';
import { fail } from '../../../errors/fail.ts';
import type { LoadedTable, ShapeColumn } from '../../../ports/engine.ts';
import type { Frame } from '../../../table/frame.ts';
import type { ColumnType, Schema } from '../../../table/schema.ts';
import type { PreparePorts } from '../../prepare.ts';
import { type CodedEvents, codeEvents } from './coded-events.ts';
import { eventFacts } from './event-facts.ts';

/** The interactions in memory and in the engine; of the other tables only what their columns are. */
export interface LoadedEvents {
  readonly tables: InferredTables;
  readonly names: EventColumnNames;
  /** Of the interactions, as the engine holds them. */
  readonly schema: Schema;
  readonly rows: number;
  readonly coded: CodedEvents;
  readonly facts: EventFacts;
  readonly sources: readonly SourceFacts[];
  /** sha256 of each source, in the order interactions, items, users, friends. */
  readonly prints: readonly string[];
}

type LoadPorts = Pick<PreparePorts, 'engine' | 'locate'>;

/**
 * Read all sources of a recommender. The engine is left with the interactions shaped.
 *
 * Throws 'design/...' about columns, 'source/...', and 'recommend/no-events' when no row has both user and item.
 */
export async function loadEvents(file: DesignFile<RecommendInput>, ports: LoadPorts): Promise<LoadedEvents> {
  const sources = resolveTableSources(file);
  // The interactions come last: they stay with the engine, the others are loaded again when it is known what is kept.
  const items = await load(sources.items, ports);
  const users = await load(sources.users, ports);
  const friends = await load(sources.friends, ports);
  const interactions = (await load(sources.interactions, ports))!;
  const tables = {
    interactions: interactions.columns,
    items: items?.columns ?? null,
    users: users?.columns ?? null,
    friends: friends?.columns ?? null,
  };
  const names = resolveEventColumns(file, tables);
  const { schema, rows } = await ports.engine.shape(eventShape(names, tables), null);
  const coded = codeEvents(await ports.engine.shaped(), names, impressionOf(file));
  if (coded.user.length === 0)
    throw fail('recommend/no-events', { rows, user: names.user, item: names.item });
  const facts = [interactions, items, users, friends].flatMap((table) => table?.sources ?? []);
  return {
    tables,
    names,
    schema,
    rows,
    coded,
    facts: eventFacts(coded),
    sources: facts,
    prints: facts.map((s) => s.sha256),
  };
}

/** The action that says that an item was shown; null where the design names none. */
export function impressionOf({ input: { data } }: DesignFile<RecommendInput>): string | null {
  const { impressions } = data;
  return (typeof impressions === 'object' ? impressions.action : impressions) ?? null;
}

async function load(source: SourceChoice | null, { engine, locate }: LoadPorts): Promise<LoadedTable | null> {
  return source === null ? null : engine.load(locate([source]), []);
}

/** Ids are kept as text whatever they look like; times as instants, or as the numbers that they are written as. */
function eventShape(names: EventColumnNames, { interactions }: InferredTables): ShapeColumn[] {
  const timeType = interactions.find((c) => c.name === names.time)?.type;
  const typed: readonly (readonly [string | null, ColumnType])[] = [
    [names.user, 'identifier'],
    [names.item, 'identifier'],
    [names.time, timeType === 'timestamp' ? 'timestamp' : 'continuous'],
    [names.action, 'nominal'],
    [names.value, 'continuous'],
    [names.position ?? null, 'continuous'],
    [names.request ?? null, 'identifier'],
    [names.propensity ?? null, 'continuous'],
  ];
  return typed.flatMap(([name, type]) => (name === null ? [] : [{ name, type }]));
}

/** Load a table again, with the columns that the design keeps, and write it to the lake. Null where there is none. */
export async function shapeTable(
  table: 'items' | 'users' | 'friends',
  design: RecommendDesign,
  { tables }: LoadedEvents,
  key: string,
  { engine, lake, locate }: PreparePorts,
): Promise<{ readonly frame: Frame; readonly dataset: Dataset } | null> {
  const source = design.data.sources.find((s) => s.name === table);
  const inferred = tables[table];
  const kept = columnsOf(table, design, inferred);
  if (kept === null || inferred === null || source === undefined) return null;
  const loaded = await engine.load(locate([source]), []);
  const { schema, rows } = await engine.shape([...kept.ids, ...kept.columns], null);
  const frame = await engine.shaped();
  const profile = await engine.profile(
    schema.filter((c) => !kept.ids.some(({ name }) => name === c.name)),
    null,
  );
  const draft = await lake.draft();
  await engine.write(draft, key);
  const { sources } = loaded;
  const dataset = await lake.keep(draft, { key, rows, schema, sources, inferred, profile, findings: [] });
  return { frame, dataset };
}

/** Ids come first, and tell nothing by themselves. */
function columnsOf(
  table: 'items' | 'users' | 'friends',
  { data }: RecommendDesign,
  inferred: Dataset['inferred'] | null,
): { readonly ids: readonly ShapeColumn[]; readonly columns: readonly ShapeColumn[] } | null {
  const id = (name: string): ShapeColumn => ({ name, type: 'identifier' });
  if (table === 'friends')
    return data.friends === undefined
      ? null
      : { ids: [id(data.friends.from), id(data.friends.to)], columns: [] };
  const choice = data[table];
  if (choice === null || inferred === null) return null;
  const added = table === 'items' ? (data.items?.added ?? null) : null;
  const instants = added === null ? [] : [{ name: added, type: instantType(inferred, added) }];
  const columns = [...instants, ...choice.columns.map(({ name, type }) => ({ name, type }))];
  return { ids: [id(choice.id)], columns };
}

const instantType = (inferred: Dataset['inferred'], name: string): ColumnType =>
  inferred.find((c) => c.name === name)?.type === 'timestamp' ? 'timestamp' : 'continuous';
