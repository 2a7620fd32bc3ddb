import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { SourceSpec } from '../../../src/ports/engine.ts';
import { failureOf, scratch, sourceAt } from './scratch.ts';

const { engine, source, folder } = scratch();
const loading = (spec: SourceSpec): Promise<string> => failureOf(engine.load([spec], []));

describe('a source that cannot be read says what is, and what was expected', () => {
  test('absent, with the nearest name in the folder', async () => {
    source('churn.csv', 'a\n1\n');
    expect(await loading(sourceAt(join(folder, 'chrun.csv'), 'csv', 'chrun.csv'))).toBe(
      'source/absent: There is no file chrun.csv. Did you mean "churn.csv"?',
    );
  });

  test('a folder', async () => {
    mkdirSync(join(folder, 'raw.csv'));
    expect(await loading(sourceAt(join(folder, 'raw.csv'), 'csv', 'raw.csv'))).toMatch(
      /^source\/folder: raw\.csv is a folder/,
    );
  });

  test.each(['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const)('empty %s', async (kind) => {
    expect(await loading(source(`empty.${kind}`, ''))).toMatch(/^source\/empty: empty/);
  });

  test('only blank lines', async () => {
    expect(await loading(source('blank.csv', '\n\r\n\n'))).toMatch(/^source\/empty/);
  });

  test('only a header', async () => {
    expect(await loading(source('header.csv', 'a,b\n'))).toBe(
      'source/no-rows: header.csv has 2 columns and no rows; expected at least one row.',
    );
    expect(await loading(source('header2.csv', 'a,b'))).toMatch(/^source\/no-rows/);
  });

  test('ragged rows: the line, its cells, and how many more', async () => {
    expect(await loading(source('short.csv', 'a,b,c\n1,2,3\n"x\ny",2\n4,5\n'))).toBe(
      'source/ragged: Line 3 of short.csv has 2 cells; the header has 3. 1 more line differs from it too.',
    );
    expect(await loading(source('long.csv', 'a,b\n1,2\n1,2,3\n'))).toMatch(
      /Line 3 of long\.csv has 3 cells; the header has 2\./,
    );
  });

  test.each([
    [
      'a,y\r\n1,2\r\n3,4\n5,6\r\n',
      'Line 3 of mixed.csv ends in LF, the header in CR LF; lines must end alike.',
    ],
    ['a,y\n1,2\n3,4\n5,6\r\n', 'Line 4 of mixed.csv ends in CR LF, the header in LF; lines must end alike.'],
  ])('lines that end in different ways', async (text, says) => {
    expect(await loading(source('mixed.csv', text))).toBe(`source/line-ends: ${says}`);
  });

  test('a quote that never closes', async () => {
    expect(await loading(source('open.csv', 'a,b\n1,"x\n2,y\n'))).toBe(
      'source/open-quote: A quoted cell that begins in line 2 of open.csv is not closed as it must be.',
    );
  });

  test('not UTF-8: line, byte and a command that mends it', async () => {
    const latin1 = Buffer.from('name,n\nBea,1\nJosé,2\n', 'latin1');
    expect(await loading(source('latin1.csv', latin1))).toBe(
      'source/encoding: latin1.csv is not UTF-8: line 3 holds the bytes 0xE92C at byte 16 of the file.',
    );
    const far = Buffer.concat([Buffer.from(`a\n${'€\n'.repeat(400_000)}`), Buffer.from([0xe2, 0x82])]);
    expect(await loading(source('far.csv', far))).toMatch(
      /line 400002 holds the bytes 0xE282 at byte 1600002/,
    );
    expect(await loading(source('utf16.csv', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')))).toMatch(
      /^source\/encoding/,
    );
  });

  test('binary data under a text ending', async () => {
    expect(await loading(source('garbage.csv', Buffer.from([1, 2, 0, 255, 254])))).toMatch(
      /^source\/not-text/,
    );
    expect(await loading(source('book.csv', Buffer.from('PK\x03\x04rest')))).toMatch(
      /looks like a ZIP archive or an Excel file/,
    );
    expect(await loading(source('table.csv', Buffer.from('PAR1....PAR1')))).toMatch(/looks like Parquet/);
  });

  test('columns of one name', async () => {
    expect(await loading(source('twice.csv', 'a,b,a\n1,2,3\n'))).toBe(
      'source/duplicate-columns: twice.csv has more than one column called "a"; column names must differ.',
    );
  });

  test('Parquet cut off, and text called Parquet', async () => {
    await engine.load([source('whole.csv', 'a\n1\n2\n')], []);
    await engine.shape([{ name: 'a', type: 'discrete' }], null);
    await engine.write(join(folder, 'whole.parquet'), '');
    const bytes = readFileSync(join(folder, 'whole.parquet'));
    expect(await loading(source('cut.parquet', bytes.subarray(0, bytes.length - 9)))).toBe(
      'source/parquet: cut.parquet is not a whole Parquet file: its end is missing; it was cut off.',
    );
    const hole = Buffer.concat([bytes.subarray(0, 30), bytes.subarray(60)]);
    expect(await loading(source('hole.parquet', hole))).toMatch(/^source\/parquet: hole\.parquet/);
    const damaged = Buffer.from(bytes).fill(0xaa, bytes.length - 40, bytes.length - 8);
    expect(await loading(source('damaged.parquet', damaged))).toMatch(/^source\/parquet: damaged\.parquet/);
    expect(await loading(source('text.parquet', 'a,b\n1,2\n'))).toMatch(
      /does not begin with the bytes "PAR1"/,
    );
  });

  test('JSON Lines with a broken line', async () => {
    expect(await loading(source('broken.jsonl', '{"a":1}\n\n{"a":}\n{"a":3}\n'))).toMatch(
      /^source\/json: Line 3 of broken\.jsonl is not the JSON that was expected/,
    );
    expect(await loading(source('list.jsonl', '{"a":1}\n[1,2]\n'))).toMatch(
      /Line 2 of list\.jsonl .* it is not an object/,
    );
    expect(await loading(source('broken.json', '[{"a":1},{"a":]'))).toMatch(/^source\/json: broken\.json/);
  });

  test.each([
    ['[]', 'the list is empty'],
    ['{}', 'it is not a list'],
    ['5', 'it is not a list'],
    ['[{"a":1},2]', 'item 2 of the list is not an object'],
    ['[{"a":1}', "Expected ',' or ']' after array element in JSON at position 8 (line 1 column 9)"],
    ['[{"a":1,"a":2}]', 'has duplicate key "a"'],
  ])('JSON that is no list of objects: %s', async (text, because) => {
    const told = await loading(source('some.json', text));
    expect(told).toContain(because);
    expect(told).not.toContain(folder);
  });

  test('a broken gzip', async () => {
    expect(await loading(source('cut.csv.gz', gzipSync('a\n1\n').subarray(0, 12), 'csv'))).toMatch(
      /^source\/unreadable/,
    );
  });

  test('a name that DuckDB would take for a pattern reads that file alone', async () => {
    source('part1.csv', 'a\n1\n');
    const found = await engine.load([source('part[1].csv', 'a\n1\n2\n')], []);
    expect(found.rows).toBe(2);
  });
});

test('Postgres without its package says what to install', () => {
  const engine = join(import.meta.dirname, '../../../src/adapters/duckdb/engine.ts');
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (name === 'postgres') throw Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(name, context);
    } });
    const { duckDbEngine } = await import(${JSON.stringify(engine)});
    const one = duckDbEngine({ threads: 1, memoryBytes: 2 ** 28, folders: [], environment: { URL: 'postgres://x' } });
    const source = { name: 'x', kind: 'postgres', at: 'URL', from: 'postgres: x', table: 'x', collectedBy: null, trust: null };
    await one.load([source], []).catch((error) => console.log(error.code, error.fix));
    await one.close();`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stdout).toBe('source/peer-missing npm install postgres\n');
});

test('no failure names a path outside what the user wrote', async () => {
  expect(await loading(source('p.csv', 'a,b\n1\n'))).not.toContain(folder);
});
