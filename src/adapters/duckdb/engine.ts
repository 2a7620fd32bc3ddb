import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ColumnProfile } from '../../contracts/dataset.ts';
import type {
  Engine,
  ExtendedFile,
  ForeignFrame,
  JoinSpec,
  LoadedTable,
  NamedColumn,
  ShapeColumn,
  ShapedTable,
  SourceSpec,
  WrittenTable,
} from '../../ports/engine.ts';
import type { Frame } from '../../table/frame.ts';
import type { DateOrder, Schema } from '../../table/schema.ts';
import { renameSynced, temporaryBeside } from '../files/atomic-file.ts';
import { columnFacts } from './column-facts.ts';
import { profileColumn } from './column-profile.ts';
import { type Database, type DatabaseLimits, openDatabase, withDatabase } from './database.ts';
import { extendSource } from './extend-source.ts';
import { inferType } from './infer-type.ts';
import { countRows, loadSources, type RawTable, type Surroundings } from './load-sources.ts';
import { addOddExamples } from './odd-examples.ts';
import { readForeign } from './read-foreign.ts';
import { readColumns } from './read-frame.ts';
import { type CastColumn, shapeTable } from './shape-table.ts';
import { inspectFile } from './source-file.ts';
import { at, identifier, literal, positions } from './sql.ts';
import { COPY_OPTIONS, writeFailure } from './write-columns.ts';

/** What a job grants its engine. */
export interface EngineOptions extends DatabaseLimits {
  /** Folders that datasets may be written to, absolute. */
  readonly folders: readonly string[];
  /** Where connection URLs are looked up: the environment of the process. */
  readonly environment: Surroundings['environment'];
}

const SHAPED = 'shaped';
/** Columns profiled at a time: what is held in memory besides the table. */
const COLUMNS_A_PASS = 64;
/** Rows a group of the Parquet file; fixed, so that the same table gives the same bytes. */
const GROUP_ROWS = 122_880;

/**
 * The engine on DuckDB: in memory, in this process, able to reach the declared sources and the lake's folder only.
 *
 * DuckDB ends the process on some I/O errors: run it in a job. Each `load` opens a database of its own; no two of them
 * ever share a file.
 */
export const duckDbEngine = (options: EngineOptions): Engine => new DuckDbEngine(options);

class DuckDbEngine implements Engine {
  private readonly options: EngineOptions;
  private readonly around: Surroundings;
  private db: Database | undefined;
  private raw: RawTable | undefined;
  /** How the loaded columns write dates, by name. */
  private dateOrders: ReadonlyMap<string, DateOrder> = new Map();
  private made: ShapedTable | undefined;

  constructor(options: EngineOptions) {
    this.options = options;
    this.around = { environment: options.environment, files: new Map() };
  }

  async fingerprint(sources: readonly SourceSpec[]): Promise<readonly (string | null)[]> {
    const hashes: (string | null)[] = [];
    for (const source of sources)
      hashes.push(source.kind === 'postgres' ? null : (await inspectFile(source, this.around.files)).sha256);
    return hashes;
  }

  async load(sources: readonly SourceSpec[], joins: readonly JoinSpec[]): Promise<LoadedTable> {
    await this.close();
    this.db = await openDatabase(this.options, { files: filesOf(sources), folders: this.options.folders });
    this.raw = await loadSources(this.db, sources, joins, this.around);
    const { data, rows } = this.raw;
    const inferred = (await columnFacts(this.db, data, rows)).map(inferType);
    const columns = await addOddExamples(this.db, data, inferred);
    this.dateOrders = new Map(
      columns.flatMap((c) => (c.dateOrder === undefined ? [] : [[c.name, c.dateOrder]])),
    );
    return { rows, sources: this.raw.sources, columns };
  }

  async shape(columns: readonly ShapeColumn[], required: string | null): Promise<ShapedTable> {
    if (this.db === undefined || this.raw === undefined) throw new Error('no table is loaded');
    const cast = columns.map((c): CastColumn => {
      const dateOrder = this.dateOrders.get(c.name);
      return dateOrder === undefined ? c : { ...c, dateOrder };
    });
    this.made = await shapeTable(this.db, this.raw.data, cast, required, SHAPED);
    return this.made;
  }

  async shaped(): Promise<Frame> {
    const { db, shaped } = this.held();
    const { rows, schema } = shaped;
    const indices = schema.map((_, i) => i);
    return { rows, schema, columns: await readColumns(db, SHAPED, schema, indices, rows) };
  }

  async profile(schema: Schema, target: string | null): Promise<readonly ColumnProfile[]> {
    const { db, shaped } = this.held();
    const places = new Map(shaped.schema.map((c, i) => [c.name, i]));
    const read = (part: Schema) => {
      const indices = part.map((c) => places.get(c.name)!);
      return readColumns(db, SHAPED, part, indices, shaped.rows);
    };
    const targetColumns = await read(shaped.schema.filter((c) => c.name === target));
    const targetColumn = targetColumns.values().next().value ?? null;
    const profiles: ColumnProfile[] = [];
    for (let from = 0; from < schema.length; from += COLUMNS_A_PASS) {
      const part = schema.slice(from, from + COLUMNS_A_PASS);
      const columns = await read(part);
      for (const c of part)
        profiles.push(profileColumn(c, columns.get(c.name)!, c.name === target ? null : targetColumn));
    }
    return profiles;
  }

  async duplicateRows(): Promise<number> {
    const { db, shaped } = this.held();
    const hash = `hash(${positions(shaped.schema.length)})`;
    const [row] = await db.rows(`SELECT (count(*) - count(DISTINCT ${hash}))::DOUBLE FROM ${SHAPED}`);
    return Number(row![0]);
  }

  async write(path: string, key: string): Promise<void> {
    const { db, shaped } = this.held();
    const select = shaped.schema.map((c, i) => `${at(i)} AS ${identifier(c.name)}`).join(', ');
    await copyParquet(db, `SELECT ${select} FROM ${SHAPED}`, path, key);
  }

  read(path: string, schema: Schema): Promise<Frame> {
    return withDatabase(this.options, [path], async (db) => {
      // By position: two names may differ in case only, which DuckDB holds for the same.
      const from = `read_parquet(${literal(db.pathOf(path))}) AS t(${positions(schema.length)})`;
      const rows = await countRows(db, from);
      const indices = schema.map((_, i) => i);
      return { rows, schema, columns: await readColumns(db, from, schema, indices, rows) };
    });
  }

  withoutRows(
    { path, schema }: WrittenTable,
    to: string,
    column: string,
    value: string,
    key: string,
    lists?: string,
  ): Promise<number | null> {
    return withDatabase(this.options, [path, to], async (db) => {
      const from = `read_parquet(${literal(db.pathOf(path))}) AS t(${positions(schema.length)})`;
      const where = `${at(schema.findIndex((c) => c.name === column))}::VARCHAR IS DISTINCT FROM ${literal(value)}`;
      const left = await countRows(db, `(SELECT * FROM ${from} WHERE ${where})`);
      const place = schema.findIndex((c) => c.name === lists);
      const ids = `regexp_extract_all(${at(place)}::VARCHAR, '[^\\s,;|]+')`;
      const named = place < 0 ? 'FALSE' : `list_contains(${ids}, ${literal(value)})`;
      const others = `array_to_string(list_filter(${ids}, lambda id: id <> ${literal(value)}), ' ')`;
      const changed = await countRows(db, `(SELECT * FROM ${from} WHERE ${named})`);
      if (changed === 0 && left === (await countRows(db, from))) return null;
      const written = (i: number): string =>
        i === place ? `CASE WHEN ${named} THEN ${others} ELSE ${at(i)} END` : at(i);
      const select = schema.map((c, i) => `${written(i)} AS ${identifier(c.name)}`).join(', ');
      await copyParquet(db, `SELECT ${select} FROM ${from} WHERE ${where}`, to, key);
      return left;
    });
  }

  readAs(source: SourceSpec, schema: Schema): Promise<ForeignFrame> {
    return withDatabase(this.options, filesOf([source]), (db) =>
      readForeign(db, source, schema, this.around),
    );
  }

  async extend(
    source: SourceSpec,
    schema: Schema,
    to: ExtendedFile,
    add: (frame: ForeignFrame) => readonly NamedColumn[],
  ): Promise<void> {
    // Written beside the path, which takes its name then: a reader never sees a part.
    const draft = temporaryBeside(to.path);
    try {
      await withDatabase(this.options, [...filesOf([source]), draft], (db) =>
        extendSource(db, source, schema, to, draft, add, this.around),
      );
      await renameSynced(draft, to.path).catch((error: Error) => {
        throw writeFailure(to.path, error);
      });
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
  }

  async close(): Promise<void> {
    const open = this.db;
    this.db = this.raw = this.made = undefined;
    await open?.close();
  }

  private held(): { db: Database; shaped: ShapedTable } {
    if (this.db === undefined || this.made === undefined) throw new Error('no table is shaped');
    return { db: this.db, shaped: this.made };
  }
}

const filesOf = (sources: readonly SourceSpec[]): string[] =>
  sources.filter((s) => s.kind !== 'postgres').map((s) => s.at);

/** Write what a query gives as Parquet, rows in its order. */
async function copyParquet(db: Database, query: string, path: string, key: string): Promise<void> {
  const options = `${COPY_OPTIONS.parquet}, ROW_GROUP_SIZE ${GROUP_ROWS}, KV_METADATA {millwright_key: ${literal(key)}}`;
  try {
    await db.run(`COPY (${query}) TO ${literal(path)} (${options})`);
  } catch (error) {
    throw writeFailure(dirname(path), error as Error);
  }
}
