import { createInterface } from 'node:readline';
import { Failure, fail } from '../../errors/fail.ts';
import type { SourceSpec } from '../../ports/engine.ts';
import type { Database } from './database.ts';
import type { FileFacts } from './source-file.ts';
import { HELD_TYPE, type Held, type SourceTable } from './source-table.ts';
import { at, literal, positions } from './sql.ts';
import { MOST_TEXT, textStream } from './text-stream.ts';

/** Room for one JSON object, in bytes, besides what the longest line asks for. */
const LEAST_OBJECT = 2 ** 24;

/** Read a Parquet file; its end was checked before. */
export async function readParquet(db: Database, source: SourceSpec, table: string): Promise<SourceTable> {
  try {
    return await readTyped(db, `read_parquet(${literal(db.pathOf(source.at))})`, table);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw fail('source/parquet', { path: source.from, because: firstLine(error as Error) });
  }
}

/** Read JSON Lines, or one JSON array of objects; every key of any object is a column. */
export async function readJson(
  db: Database,
  source: SourceSpec,
  { longestLine }: FileFacts,
  table: string,
): Promise<SourceTable> {
  const format = source.kind === 'jsonl' ? 'newline_delimited' : 'array';
  const options = `format = '${format}', records = true, sample_size = -1, maximum_object_size = ${Math.max(LEAST_OBJECT, 2 * longestLine)}, map_inference_threshold = -1, maximum_depth = 1, field_appearance_threshold = 0`;
  try {
    return await readTyped(db, `read_json(${literal(db.pathOf(source.at))}, ${options})`, table);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const broken = source.kind === 'jsonl' ? await firstBrokenLine(source.at) : await whyNoList(source.at);
    const because = broken?.because ?? firstLine(error as Error);
    throw fail('source/json', { path: source.from, line: broken?.line ?? null, because });
  }
}

async function readTyped(db: Database, from: string, table: string): Promise<SourceTable> {
  const described = await db.rows(`DESCRIBE FROM ${from}`);
  const columns = described.map(([name, type]) => ({
    name: String(name),
    held: heldOf(String(type)),
    type: String(type),
  }));
  const select = columns.map((c, i) => `${castOf(at(i), c.type, c.held)} AS ${at(i)}`);
  await db.run(
    `CREATE TABLE ${table} AS SELECT ${select.join(', ')} FROM ${from} AS t(${positions(columns.length)})`,
  );
  return { table, columns: columns.map(({ name, held }) => ({ name, held })) };
}

function heldOf(type: string): Held {
  if (/^(TINYINT|SMALLINT|INTEGER|U(TINY|SMALL)INT|UINTEGER|FLOAT|DOUBLE|DECIMAL)/.test(type))
    return 'number';
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'timestamp';
  // 64-bit integers may pass 2^53, which float64 does not hold: as text nothing of them is lost.
  return 'text';
}

function castOf(column: string, type: string, held: Held): string {
  if (type === 'JSON') return `${column} ->> '$'`;
  if (type === 'BLOB') return `to_base64(${column})`;
  if (/^(STRUCT|MAP|UNION)|\[\d*\]$/.test(type)) return `to_json(${column})::VARCHAR`;
  return `${column}::${HELD_TYPE[held]}`;
}

const firstLine = (error: Error): string =>
  error.message
    .split('\n', 1)[0]!
    .replace(/^[\w ]+[Ee]rror: /, '')
    .replace(/ in file "[^"]*",?/, '')
    .replace(/\.\s*$/, '');

/** The first line that is not a JSON object, and why; null when every line is one. */
async function firstBrokenLine(path: string): Promise<{ line: number; because: string } | null> {
  let line = 0;
  for await (const text of createInterface({ input: textStream(path), crlfDelay: Infinity })) {
    line++;
    if (text.trim() === '') continue;
    try {
      const value: unknown = JSON.parse(line === 1 ? text.replace(/^\uFEFF/, '') : text);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { line, because: 'it is not an object' };
    } catch (error) {
      return { line, because: (error as Error).message };
    }
  }
  return null;
}

/** Why a file is no list of objects; null when it is one, or is too large to look. */
async function whyNoList(path: string): Promise<{ line: null; because: string } | null> {
  let text = '';
  for await (const chunk of textStream(path).setEncoding('utf8')) {
    text += chunk;
    if (text.length > MOST_TEXT) return null;
  }
  const because = (is: string) => ({ line: null, because: is });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return because((error as Error).message);
  }
  if (!Array.isArray(value)) return because('it is not a list');
  if (value.length === 0) return because('the list is empty');
  const other = value.findIndex((item) => typeof item !== 'object' || item === null || Array.isArray(item));
  return other < 0 ? null : because(`item ${other + 1} of the list is not an object`);
}
