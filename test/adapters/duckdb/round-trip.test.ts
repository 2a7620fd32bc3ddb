import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail } from '../../../src/errors/fail.ts';
import type { ForeignFrame, NamedColumn, SourceSpec, TableFormat } from '../../../src/ports/engine.ts';
import { categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';
import { isMissingText } from '../../../src/table/missing.ts';
import type { Schema } from '../../../src/table/schema.ts';
import { scratch, sourceAt } from './scratch.ts';

const { engine, source, folder } = scratch();
const SCHEMA: Schema = [
  { name: 'n', type: 'continuous' },
  { name: 't', type: 'text' },
  { name: 'c', type: 'nominal', dictionary: ['a', 'b,"c"', "d'\n"] },
  { name: 'at', type: 'timestamp' },
];

const cell = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !isMissingText(text) && !text.includes('\0'));
const row = fc.record({
  n: fc.oneof(fc.constant(Number.NaN), fc.double({ noNaN: true, noDefaultInfinity: true })),
  t: fc.option(fc.oneof(cell, fc.constantFrom('a,b', '"', 'x\ny', 'x\r\ny', ';', "''"))),
  c: fc.integer({ min: -1, max: 2 }),
  at: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -1e12, max: 4e12 })),
});

/** A source of so many rows; its column gives way to an added one of its name. */
const numbered = (name: string, rows: number): SourceSpec =>
  source('rows.csv', `${name}\n${Array.from({ length: rows }, (_, i) => `${i}\n`).join('')}`);

test.each(['csv', 'parquet', 'jsonl'] as const)(
  'columns written as %s are read back to the last bit',
  async (format) => {
    const path = join(folder, `out.${format}`);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const columns = {
          n: numberColumn(Float64Array.from(rows, (r) => r.n + 0)),
          t: textColumn(rows.map((r) => r.t)),
          c: categoryColumn(
            Int32Array.from(rows, (r) => r.c),
            SCHEMA[2]!.dictionary!,
          ),
          at: numberColumn(Float64Array.from(rows, (r) => r.at)),
        };
        await engine.extend(numbered('n', rows.length), [], { path, format }, () => [
          { name: 'n', column: columns.n },
          { name: 't', column: columns.t },
          { name: 'c', column: columns.c },
          { name: 'at', column: columns.at, timestamp: true },
        ]);
        const frame = await engine.readAs(sourceAt(path, format), SCHEMA);
        expect(frame.columns).toEqual(new Map(Object.entries(columns)));
        expect(frame.wrong).toEqual(new Map());
      }),
      { numRuns: 3, seed: 7 },
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  },
);

test('a file that cannot be written leaves the old one', async () => {
  const old = source('kept.csv', 'x\n1\n');
  const y = { name: 'y', column: numberColumn(Float64Array.of(2)) };
  await engine.extend(old, [], { path: old.at, format: 'csv' }, () => [y]);
  expect(readFileSync(old.at, 'utf8')).toBe('x,y\n1,2.0\n');
  const below = { path: join(old.at, 'below.csv'), format: 'csv' } as const;
  await expect(engine.extend(old, [], below, () => [y])).rejects.toMatchObject({ code: 'source/write' });
  expect(readFileSync(old.at, 'utf8')).toBe('x,y\n1,2.0\n');
});

describe('a source written again', () => {
  const csv = 'id,n,day,odd\n007,1.50,2024-02-01,1\n" x",NA,,oops\n"a,""b""\n",-2e3,2024-02-03T04:05,3\n';
  const schema: Schema = [{ name: 'n', type: 'continuous' }];
  const doubled = ({ columns }: ForeignFrame): NamedColumn[] => {
    const n = columns.get('n')!;
    if (n.form !== 'number') throw new Error('n is a number');
    return [{ name: 'twice', column: numberColumn(n.values.map((v) => 2 * v)) }];
  };
  const extended = async (from: SourceSpec, format: TableFormat): Promise<string> => {
    const path = join(folder, `extended.${format}`);
    await engine.extend(from, schema, { path, format }, doubled);
    return path;
  };

  test('as CSV: its own cells as they were spelled', async () => {
    const path = await extended(source('own.csv', csv), 'csv');
    expect(readFileSync(path, 'utf8')).toBe(
      'id,n,day,odd,twice\n007,1.50,2024-02-01,1,3.0\n x,NA,,oops,\n"a,""b""\n",-2e3,2024-02-03T04:05,3,-4000.0\n',
    );
  });

  test('as JSON Lines: numbers and instants as such where all are, what stands for no value as none', async () => {
    const path = await extended(source('own.csv', csv), 'jsonl');
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: '007', n: 1.5, day: '2024-02-01 00:00:00', odd: '1', twice: 3 },
      { id: ' x', n: null, day: null, odd: 'oops', twice: null },
      { id: 'a,"b"\n', n: -2000, day: '2024-02-03 04:05:00', odd: '3', twice: -4000 },
    ]);
  });

  const { engine: twoThreads } = scratch(2);
  test.each([
    ['long', 1, 130_000],
    ['wide', 140, 10],
  ])('its rows and columns in order, however %s it is', async (_what, columns, rows) => {
    const header = Array.from({ length: columns }, (_, i) => `c${i}`).join(',');
    const line = (r: number): string => Array.from({ length: columns }, (_, i) => r + i).join(',');
    const lines = Array.from({ length: rows }, (_, r) => `${r},${line(r)}`);
    const first = source('first.csv', `n,${header}\n${lines.join('\n')}\n`);
    const path = join(folder, 'second.parquet');
    await twoThreads.extend(first, schema, { path, format: 'parquet' }, doubled);
    const again = join(folder, 'third.csv');
    await twoThreads.extend(sourceAt(path, 'parquet'), schema, { path: again, format: 'csv' }, doubled);
    const written = readFileSync(again, 'utf8').trim().split('\n');
    expect(written[0]).toBe(`n,${header},twice`);
    const wrong = written.slice(1).findIndex((text, r) => text !== `${lines[r]},${2 * r}.0`);
    expect([written.length, wrong]).toEqual([rows + 1, -1]);
  });

  test('what `add` throws is thrown, and nothing is written', async () => {
    const path = join(folder, 'never.csv');
    const refused = engine.extend(source('own.csv', csv), schema, { path, format: 'csv' }, () => {
      throw fail('source/empty', { path: 'never' });
    });
    await expect(refused).rejects.toMatchObject({ code: 'source/empty' });
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });
});

test('a second file is read under the schema of the first', async () => {
  const schema: Schema = [
    { name: 'size', type: 'continuous' },
    { name: 'color', type: 'nominal', dictionary: ['blue', 'red'] },
    { name: 'day', type: 'timestamp', dateOrder: 'day-first' },
    { name: 'target', type: 'boolean', dictionary: ['no', 'yes'] },
  ];
  const csv = 'extra,day,color,size\n1,03/04/2024,red,2\n2,x,green,big\n3,,,\n4,2024-04-03,blue,1e400\n';
  const frame = await engine.readAs(source('second.csv', csv), schema);
  expect(frame.columns.get('size')).toEqual(
    numberColumn(Float64Array.of(2, Number.NaN, Number.NaN, Number.NaN)),
  );
  expect(frame.columns.get('color')).toEqual(categoryColumn(Int32Array.of(1, 2, -1, 0), ['blue', 'red']));
  const day = Date.UTC(2024, 3, 3);
  expect(frame.columns.get('day')).toEqual(numberColumn(Float64Array.of(day, Number.NaN, Number.NaN, day)));
  expect(frame.columns.get('target')).toEqual(categoryColumn(Int32Array.of(-1, -1, -1, -1), ['no', 'yes']));
  expect(frame.absent).toEqual(['target']);
  expect(frame.wrong).toEqual(
    new Map([
      ['size', 2],
      ['day', 1],
    ]),
  );
});
