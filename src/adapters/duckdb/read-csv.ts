import { Failure, fail } from '../../errors/fail.ts';
import type { SourceSpec } from '../../ports/engine.ts';
import { detectDelimiter } from './csv-dialect.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import type { Database } from './database.ts';
import type { FileFacts } from './source-file.ts';
import type { SourceTable } from './source-table.ts';
import { at, literal } from './sql.ts';
import { MOST_TEXT, textStream } from './text-stream.ts';

/** Room for a record, in bytes and in longest lines, as quoted cells may span several. */
const LEAST_LINE = 2 ** 21;
const LINES_A_RECORD = 4;
/** DuckDB's own buffers are 32 times the longest record: gigabytes for a wide file. */
const LEAST_BUFFER = 2 ** 23;
/** Bytes looked at to tell the delimiter. */
const LOOKED_AT = 2 ** 18;

/**
 * Read delimited text as text columns: what the cells mean is inferred later, over all rows.
 *
 * The first line is the header. The dialect is found here and told to DuckDB, whose own guesses depend on samples.
 */
export async function readCsv(
  db: Database,
  source: SourceSpec,
  { longestLine }: FileFacts,
  table: string,
): Promise<SourceTable> {
  const beginning = await readBeginning(source);
  const delimiter = source.kind === 'tsv' ? '\t' : detectDelimiter(beginning);
  const header = csvRecords(beginning, delimiter).next().value;
  if (header === undefined) throw fail('source/empty', { path: source.from });
  if (header.broken) throw fail('source/open-quote', { path: source.from, line: header.line });
  const names = header.cells.map((cell, i) => cell.trim() || `column_${i + 1}`);
  const columns = names.map((_, i) => `${literal(at(i))}: 'VARCHAR'`).join(', ');
  const options = [
    'auto_detect = false',
    'header = true',
    `delim = ${literal(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `max_line_size = ${Math.max(LEAST_LINE, LINES_A_RECORD * longestLine)}`,
    `buffer_size = ${Math.max(LEAST_BUFFER, 2 * LINES_A_RECORD * longestLine)}`,
    // Told, since a line end of another kind in a quoted cell of the header would mislead DuckDB to find no row at all.
    ...(header.lineEnd === '' ? [] : [`new_line = '${JSON.stringify(header.lineEnd).slice(1, -1)}'`]),
    `columns = {${columns}}`,
  ];
  try {
    await db.run(
      `CREATE TABLE ${table} AS FROM read_csv(${literal(db.pathOf(source.at))}, ${options.join(', ')})`,
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw await diagnose(source, delimiter, header, error as Error);
  }
  return { table, columns: names.map((name) => ({ name, held: 'text' })) };
}

/** The first part of the text: the header whole, and enough rows to tell the delimiter. */
async function readBeginning(source: SourceSpec): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  let hasLine = false;
  const stream = textStream(source.at);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    hasLine ||= chunk.includes(10);
    if ((hasLine && size >= LOOKED_AT) || size >= MOST_TEXT) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).toString('utf8');
}

/** DuckDB has refused the file: walk it again, to name the line. */
async function diagnose(
  source: SourceSpec,
  delimiter: string,
  header: CsvRecord,
  error: Error,
): Promise<Failure> {
  const path = source.from;
  const expected = header.cells.length;
  let text = '';
  for await (const chunk of textStream(source.at).setEncoding('utf8')) {
    text += chunk;
    if (text.length > MOST_TEXT) break;
  }
  let first: { line: number; cells: number } | undefined;
  let lines = 0;
  let ended: CsvRecord | undefined;
  for (const record of csvRecords(text, delimiter)) {
    if (record.broken) return fail('source/open-quote', { path, line: record.line });
    if (record.lineEnd !== header.lineEnd && record.lineEnd !== '') ended ??= record;
    if (record.cells.length === expected) continue;
    first ??= { line: record.line, cells: record.cells.length };
    lines++;
  }
  if (first !== undefined) return fail('source/ragged', { path, ...first, expected, lines });
  if (ended !== undefined)
    return fail('source/line-ends', {
      path,
      line: ended.line,
      ends: nameOf(ended.lineEnd),
      header: nameOf(header.lineEnd),
    });
  const because = error.message.split('\n', 1)[0]!.replace(/^[\w ]+Error: /, '');
  return fail('source/csv', { path, because });
}

/** A line end as people name it: "CR LF". */
const nameOf = (lineEnd: string): string => lineEnd.replace('\r', 'CR ').replace('\n', 'LF').trim();
