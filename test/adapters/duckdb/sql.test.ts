import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { castTo } from '../../../src/adapters/duckdb/cast.ts';
import { type Database, openDatabase } from '../../../src/adapters/duckdb/database.ts';
import { HELD_TYPE, type Held } from '../../../src/adapters/duckdb/source-table.ts';
import { identifier, literal } from '../../../src/adapters/duckdb/sql.ts';
import { COLUMN_TYPES } from '../../../src/table/schema.ts';
import { scratch, sourceAt } from './scratch.ts';

const HOSTILE = [
  'select',
  'SELECT',
  '"; DROP TABLE shaped; --',
  "it's",
  '""',
  'a.b',
  'c0',
  '%s $1 ? :x',
  'Straße',
  'straße',
  '列名',
  '👩‍🔬',
  '\u202e right to left',
  ' leading',
  'tab\there',
  'line\nbreak',
  '\\',
  'rowid',
  'x'.repeat(10_000),
];

const { engine, source, folder } = scratch();
let db: Database;
beforeAll(async () => {
  db = await openDatabase({ threads: 1, memoryBytes: 2 ** 28 }, {});
});
afterAll(() => db.close());

test.each(HOSTILE)('%j as a name and as a value is planned as what it is', async (text) => {
  await db.run(
    `EXPLAIN SELECT 1 AS ${identifier(text)} FROM (SELECT ${literal(text)} AS x) WHERE x = ${literal(text)}`,
  );
  expect(
    await db.rows(`SELECT ${literal(text)}, ${identifier(text)} FROM (SELECT 7 AS ${identifier(text)})`),
  ).toEqual([[text, 7]]);
});

test('every cast of every held column is planned', async () => {
  for (const held of Object.keys(HELD_TYPE) as Held[])
    for (const type of COLUMN_TYPES)
      for (const order of [undefined, 'day-first', 'month-first'] as const)
        await db.run(
          `EXPLAIN SELECT ${castTo('c0', held, type, order)} FROM (SELECT NULL::${HELD_TYPE[held]} AS c0)`,
        );
});

test('any text is one literal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      fc.pre(!text.includes('\0'));
      expect(await db.rows(`SELECT ${literal(text)}`)).toEqual([[text]]);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('hostile names go from CSV through the whole engine and back', async () => {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const csv = `${HOSTILE.map(quoted).join(',')}\n${HOSTILE.map((_, i) => i).join(',')}\n${HOSTILE.map((_, i) => `${i}.5`).join(',')}\n`;
  const { columns } = await engine.load([source('hostile.csv', csv)], []);
  const names = HOSTILE.map((name) => name.trim());
  expect(columns.map((c) => c.name)).toEqual(names);
  const { schema } = await engine.shape(
    columns.map(({ name, type }) => ({ name, type })),
    names[3]!,
  );
  const profile = await engine.profile(schema, names[0]!);
  expect(profile.map((c) => c.name)).toEqual(names);
  expect(await engine.duplicateRows()).toBe(0);
  const path = join(folder, 'hostile.parquet');
  await engine.write(path, "a key's");
  const frame = await engine.read(path, schema);
  expect([...frame.columns.keys()]).toEqual(names);
  expect(frame.columns.get('straße')).toEqual({ form: 'number', values: Float64Array.of(9, 9.5) });
  const back = { path: join(folder, 'back.csv'), format: 'csv' } as const;
  await engine.extend(source('hostile.csv', csv), [], back, () => [
    { name: names[0]!, column: frame.columns.get(names[0]!)! },
  ]);
  const written = await engine.load([sourceAt(back.path, 'csv')], []);
  // Where names differ in case alone DuckDB numbers the second as it writes.
  const before = (i: number): string[] => names.slice(1, i + 1).map((name) => name.toLowerCase());
  expect(written.columns.map((c) => c.name)).toEqual(
    [...names.slice(1), names[0]!].map((name, i) =>
      before(i).includes(name.toLowerCase()) ? `${name}_1` : name,
    ),
  );
  const again = await engine.load([source('again.csv', csv)], []);
  expect(again.columns.map((c) => c.name)).toEqual(names);
});

test('nothing but the declared files can be reached', async () => {
  const other = source('other.csv', 'a\n1\n');
  await expect(db.rows(`FROM read_csv(${literal(other.at)})`)).rejects.toThrow(/disabled by configuration/);
  await expect(db.run(`COPY (SELECT 1) TO ${literal(join(folder, 'x.csv'))}`)).rejects.toThrow(
    /disabled by configuration/,
  );
  await expect(db.run('SET enable_external_access = true')).rejects.toThrow();
  await expect(db.run('INSTALL httpfs')).rejects.toThrow();
  await expect(db.run("ATTACH '/tmp/x.duckdb'")).rejects.toThrow();
});

test('what a killed process spilled is gone when the next one opens', async () => {
  const module = join(import.meta.dirname, '../../../src/adapters/duckdb/database.ts');
  const script = `
    const { openDatabase } = await import(${JSON.stringify(module)});
    await openDatabase({ threads: 1, memoryBytes: 2 ** 28 }, {});
    process.kill(process.pid, 'SIGKILL');`;
  const { pid } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`millwright-spill-${pid}-`));
  expect(left()).toHaveLength(1);
  await (await openDatabase({ threads: 1, memoryBytes: 2 ** 28 }, {})).close();
  expect(left()).toEqual([]);
});
