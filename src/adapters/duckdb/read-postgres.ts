import { createHash } from 'node:crypto';
import { DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import type postgres from 'postgres';
import { Failure, fail } from '../../errors/fail.ts';
import type { SourceSpec } from '../../ports/engine.ts';
import type { Database } from './database.ts';
import type { SourceTable } from './source-table.ts';
import { at, identifier } from './sql.ts';

/** Rows fetched from the server at a time, and appended to DuckDB at a time: one vector of it. */
const CHUNK_ROWS = 2048;

/**
 * Read a Postgres table or query, every value as the server writes it in text; its meaning is inferred later, as for
 * CSV. One read-only transaction and a cursor: the rows are of one moment, and memory holds one chunk of them.
 *
 * The sha256 is of the rows as read, so it stays the same only while the server gives them in the same order: order a
 * query for that. Throws 'source/peer-missing', 'source/no-url', 'source/postgres'; the URL is in none of them.
 */
export async function readPostgres(
  db: Database,
  source: SourceSpec,
  table: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ data: SourceTable; sha256: string }> {
  const url = environment[source.at];
  if (url === undefined || url === '') throw fail('source/no-url', { variable: source.at });
  const connect = await importPostgres();
  let sql: postgres.Sql | undefined;
  try {
    sql = connect(url, {
      max: 1,
      onnotice: () => {},
      connect_timeout: 10,
      connection: {
        application_name: 'millwright',
        TimeZone: 'UTC',
        DateStyle: 'ISO',
        default_transaction_read_only: true,
      },
    });
    return await sql.begin('isolation level repeatable read read only', (tx) =>
      copyRows(tx, db, source, table),
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw fail('source/postgres', { from: source.from, because: withoutSecrets(error, url) });
  } finally {
    await sql?.end({ timeout: 5 });
  }
}

async function importPostgres(): Promise<typeof postgres> {
  try {
    return (await import('postgres')).default;
  } catch {
    throw fail('source/peer-missing', { name: 'postgres' });
  }
}

async function copyRows(
  tx: postgres.TransactionSql,
  db: Database,
  source: SourceSpec,
  table: string,
): Promise<{ data: SourceTable; sha256: string }> {
  const rows = source.query ?? `SELECT * FROM ${(source.table ?? '').split('.').map(identifier).join('.')}`;
  const query = rows.replace(/;\s*$/, '');
  const described = await tx.unsafe(query).describe();
  const names = described.columns.map((c) => c.name);
  // Renamed by position: two columns of a query may share a name, which is refused later with a message of our own.
  const inner = names.map((_, i) => at(i)).join(', ');
  const asText = names.map((_, i) => `${at(i)}::text`).join(', ');
  const definition = names.map((_, i) => `${at(i)} VARCHAR`).join(', ');
  await db.run(`CREATE TABLE ${table} (${definition})`);
  const appender = await db.connection.createAppender(table);
  const hash = createHash('sha256').update(JSON.stringify(names));
  const types = names.map(() => VARCHAR);
  const cursor = tx.unsafe(`SELECT ${asText} FROM (${query}\n) AS q(${inner})`).values().cursor(CHUNK_ROWS);
  for await (const chunk of cursor as AsyncIterable<(string | null)[][]>) {
    hash.update(JSON.stringify(chunk));
    const data = DuckDBDataChunk.create(types, chunk.length);
    data.setRows(chunk);
    appender.appendDataChunk(data);
  }
  appender.closeSync();
  return {
    data: { table, columns: names.map((name) => ({ name, held: 'text' })) },
    sha256: hash.digest('hex'),
  };
}

/** What went wrong, in one line; a driver's message may quote the URL or its password. */
function withoutSecrets(error: unknown, url: string): string {
  const raw = error as Error & { code?: string; errors?: Error[] };
  const message = (raw.message || raw.errors?.[0]?.message || raw.code || 'no reason given').split(
    '\n',
    1,
  )[0]!;
  let text = message.replaceAll(url, '(the URL)');
  if (URL.canParse(url)) {
    const { password } = new URL(url);
    for (const secret of [password, decodeURIComponent(password)])
      if (secret.length > 0) text = text.replaceAll(secret, '(the password)');
  }
  return text.replace(/\.$/, '');
}
