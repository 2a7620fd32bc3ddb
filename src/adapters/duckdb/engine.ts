import { rm } from 'node:fs/promises';
import type { ColumnProfile } from '../../contracts/dataset.ts';
import { fail } from '../../errors/fail.ts';
import type {
  Engine,
  ForeignFrame,
  LoadedTable,
  NamedColumn,
  SourceSpec,
  TableFormat,
} from '../../ports/engine.ts';
import { columnRows } from '../../table/column.ts';
import type { Frame } from '../../table/frame.ts';
import type { DateOrder, Schema } from '../../table/schema.ts';
import { renameSynced, temporaryBeside } from '../files/atomic-file.ts';
import { columnFacts } from './column-facts.ts';
import { profileColumn } from './column-profile.ts';
import { type Database, type DatabaseLimits, openDatabase, withDatabase } from './database.ts';
import { inferType } from './infer-type.ts';
import { countRows, type Environment, loadSources, type RawTable } from './load-sources.ts';
import { addOddExamples } from './odd-examples.ts';
import { readForeign } from './read-foreign.ts';
import { readColumns } from './read-frame.ts';
import { type CastColumn, shapeTable } from './shape-table.ts';
import { inspectFile } from './source-file.ts';
import { at, identifier, literal, positions } from './sql.ts';
import { COPY_OPTIONS, copyColumns } from './write-columns.ts';

/** What a job grants its engine. */
export interface EngineOptions extends DatabaseLimits {
  /** Folders that datasets may be written to, absolute. */
  readonly folders: readonly string[];
  /** Where connection URLs are looked up: the environment of the process. */
  readonly environment: Environment;
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
export function duckDbEngine(options: EngineOptions): Engine {
  let db: Database | undefined;
  let raw: RawTable | undefined;
  let orders = new Map<string, DateOrder>();
  let shaped: { readonly schema: Schema; readonly rows: number } | undefined;
  const loaded = (): { db: Database; raw: RawTable } => {
    if (db === undefined || raw === undefined) throw new Error('no table is loaded');
    return { db, raw };
  };
  const table = (): { db: Database; schema: Schema; rows: number } => {
    if (shaped === undefined) throw new Error('no table is shaped');
    return { db: loaded().db, ...shaped };
  };
  const close = async (): Promise<void> => {
    const open = db;
    db = raw = shaped = undefined;
    await open?.close();
  };

  return {
    async fingerprint(sources) {
      const hashes: (string | null)[] = [];
      for (const source of sources)
        hashes.push(source.kind === 'postgres' ? null : (await inspectFile(source)).sha256);
      return hashes;
    },

    async load(sources, joins): Promise<LoadedTable> {
      await close();
      db = await openDatabase(options, { files: filesOf(sources), folders: options.folders });
      raw = await loadSources(db, sources, joins, options.environment);
      const inferred = (await columnFacts(db, raw.data, raw.rows)).map(inferType);
      const columns = await addOddExamples(db, raw.data, inferred);
      orders = new Map(columns.flatMap((c) => (c.dateOrder === undefined ? [] : [[c.name, c.dateOrder]])));
      return { rows: raw.rows, sources: raw.sources, columns };
    },

    async shape(columns, required) {
      const cast = columns.map((c): CastColumn => {
        const dateOrder = orders.get(c.name);
        return dateOrder === undefined ? c : { ...c, dateOrder };
      });
      const made = await shapeTable(loaded().db, loaded().raw.data, cast, required, SHAPED);
      shaped = made;
      return made;
    },

    async profile(schema, target): Promise<readonly ColumnProfile[]> {
      const { db, rows, schema: all } = table();
      const place = new Map(all.map((c, i) => [c.name, i]));
      const read = (part: Schema) =>
        readColumns(
          db,
          SHAPED,
          part,
          part.map((c) => place.get(c.name)!),
          rows,
        );
      const targetSchema = all.filter((c) => c.name === target);
      const targetColumn = (await read(targetSchema)).values().next().value ?? null;
      const profiles: ColumnProfile[] = [];
      for (let from = 0; from < schema.length; from += COLUMNS_A_PASS) {
        const part = schema.slice(from, from + COLUMNS_A_PASS);
        const columns = await read(part);
        for (const c of part)
          profiles.push(profileColumn(c, columns.get(c.name)!, c.name === target ? null : targetColumn));
      }
      return profiles;
    },

    async duplicateRows() {
      const { db, schema } = table();
      const hash = `hash(${positions(schema.length)})`;
      const [row] = await db.rows(`SELECT (count(*) - count(DISTINCT ${hash}))::DOUBLE FROM ${SHAPED}`);
      return Number(row![0]);
    },

    async write(path, key) {
      const { db, schema } = table();
      const select = schema.map((c, i) => `${at(i)} AS ${identifier(c.name)}`).join(', ');
      const options = `${COPY_OPTIONS.parquet}, ROW_GROUP_SIZE ${GROUP_ROWS}, KV_METADATA {millwright_key: ${literal(key)}}`;
      await db.run(`COPY (SELECT ${select} FROM ${SHAPED}) TO ${literal(path)} (${options})`);
    },

    async read(path, schema): Promise<Frame> {
      return withDatabase(options, [path], async (db) => {
        // By position: two names may differ in case only, which DuckDB holds for the same.
        const from = `read_parquet(${literal(db.pathOf(path))}) AS t(${positions(schema.length)})`;
        const rows = await countRows(db, from);
        const indices = schema.map((_, i) => i);
        return { rows, schema, columns: await readColumns(db, from, schema, indices, rows) };
      });
    },

    readAs: (source, schema): Promise<ForeignFrame> =>
      withDatabase(options, filesOf([source]), (db) => readForeign(db, source, schema, options.environment)),

    writeColumns: (path, format, columns) => writeWhole(options, path, format, columns),
    close,
  };
}

const filesOf = (sources: readonly SourceSpec[]): string[] =>
  sources.filter((s) => s.kind !== 'postgres').map((s) => s.at);

/** Write beside the path, then take its name: a reader never sees a part. */
async function writeWhole(
  limits: DatabaseLimits,
  path: string,
  format: TableFormat,
  columns: readonly NamedColumn[],
): Promise<void> {
  const first = columns[0];
  if (first === undefined) throw new Error('a file needs at least one column');
  const draft = temporaryBeside(path);
  try {
    await withDatabase(limits, [draft], (db) =>
      copyColumns(db, draft, format, columns, columnRows(first.column)),
    );
    await renameSynced(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw fail('source/write', { path, because: (error as Error).message.split('\n', 1)[0]! });
  }
}
