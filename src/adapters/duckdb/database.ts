import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance, type Json } from '@duckdb/node-api';
import { fail } from '../../errors/fail.ts';
import { isAlive } from '../files/is-alive.ts';
import { literals } from './sql.ts';

/** How much of the machine a database may use. */
export interface DatabaseLimits {
  readonly threads: number;
  readonly memoryBytes: number;
}

/**
 * A DuckDB of its own in memory, that can reach the named files and folders and nothing else.
 *
 * Access to anything else is switched off before the first statement, which DuckDB lets nobody undo: no extension is
 * installed or loaded, no other path is opened. (Settings are not locked: `inOneThread` needs one of them.)
 * Rows keep the order of their source. What does not fit in memory spills to a temporary folder that `close` removes.
 */
export interface Database {
  run(sql: string): Promise<void>;
  /** All rows of a small result, as JSON values: 64-bit integers come as strings, so cast them to DOUBLE. */
  rows(sql: string): Promise<Json[][]>;
  /** Hand over each chunk of a large result, in order; what a chunk holds is valid during the call only. */
  stream(sql: string, take: (chunk: DuckDBDataChunk, row: number) => void): Promise<number>;
  /** Run a statement whose result would otherwise depend on how threads share its rows. */
  inOneThread(sql: string): Promise<void>;
  /** What DuckDB must be told to read that file and no other. */
  pathOf(file: string): string;
  readonly connection: DuckDBConnection;
  close(): Promise<void>;
}

export async function openDatabase(
  limits: DatabaseLimits,
  reach: { readonly files?: readonly string[]; readonly folders?: readonly string[] },
): Promise<Database> {
  const spill = await spillFolder();
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(limits.threads),
    memory_limit: `${Math.floor(limits.memoryBytes / 2 ** 20)}MiB`,
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  const run = async (sql: string): Promise<void> => {
    await guarded(limits, () => connection.run(sql));
  };
  // ICU knows the setting only once the instance stands; instants without a zone are UTC everywhere.
  await run("SET TimeZone = 'UTC'");
  const plain = await plainPaths(reach.files ?? [], spill);
  await run(`SET allowed_paths = ${literals([...plain.values()])}`);
  await run(`SET allowed_directories = ${literals((reach.folders ?? []).map((f) => f + sep))}`);
  await run('SET enable_external_access = false');
  return {
    connection,
    run,
    pathOf: (file) => plain.get(file) ?? file,
    async inOneThread(sql) {
      await run('SET threads = 1');
      await run(sql);
      await run(`SET threads = ${limits.threads}`);
    },
    async rows(sql) {
      return guarded(limits, async () => (await connection.runAndReadAll(sql)).getRowsJson());
    },
    async stream(sql, take) {
      return guarded(limits, async () => {
        const result = await connection.stream(sql);
        let row = 0;
        let coming = result.fetchChunk();
        try {
          for (;;) {
            const chunk = await coming;
            if (chunk === null || chunk.rowCount === 0) return row;
            // DuckDB makes the next one in its own threads meanwhile.
            coming = result.fetchChunk();
            take(chunk, row);
            row += chunk.rowCount;
          }
        } finally {
          // Nobody may close the database below a fetch.
          await coming.catch(() => {});
        }
      });
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(spill, { recursive: true, force: true });
    },
  };
}

const SPILL = 'millwright-spill-';

/** A temporary folder that tells whose it is; those of killed processes go. */
async function spillFolder(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${SPILL}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
  return mkdtemp(join(tmpdir(), `${SPILL}${process.pid}-`));
}

/**
 * DuckDB takes `part[1].csv` for a pattern and reads `part1.csv` instead: such files get a link with a plain name.
 */
async function plainPaths(files: readonly string[], folder: string): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const file of files) {
    const name = basename(file).replace(/[^\w.]/g, '_');
    const path = /[*?[\]]/.test(file) ? join(folder, `${paths.size}_${name}`) : file;
    if (path !== file) await symlink(file, path);
    paths.set(file, path);
  }
  return paths;
}

/** Run one piece of work in a database that can reach only what that work names. */
export async function withDatabase<T>(
  limits: DatabaseLimits,
  files: readonly string[],
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(limits, { files });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function guarded<T>(limits: DatabaseLimits, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Out of Memory Error'))
      throw fail('source/memory', { what: 'Reading the data', limitBytes: limits.memoryBytes });
    throw error;
  }
}
