import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
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

test.each(['csv', 'parquet', 'jsonl'] as const)(
  'columns written as %s are read back to the last bit',
  async (format) => {
    const path = join(folder, `out.${format}`);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const columns = {
          n: numberColumn(Float64Array.from(rows, (r) => r.n + 0)),
          t: textColumn(rows.map((r) => r.t)),
          c: categoryColumn(
            Int32Array.from(rows, (r) => r.c),
            SCHEMA[2]!.dictionary!,
          ),
          at: numberColumn(Float64Array.from(rows, (r) => r.at)),
        };
        await engine.writeColumns(path, format, [
          { name: 'n', column: columns.n },
          { name: 't', column: columns.t },
          { name: 'c', column: columns.c },
          { name: 'at', column: columns.at, timestamp: true },
        ]);
        const frame = await engine.readAs(sourceAt(path, format), SCHEMA);
        expect(frame.columns).toEqual(new Map(Object.entries(columns)));
        expect(frame.wrong).toEqual(new Map());
      }),
      { numRuns: 12, seed: 7 },
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  },
);

test('a file that cannot be written leaves the old one', async () => {
  const path = source('kept.csv', 'old\n1\n').at;
  const two = [
    { name: 'x', column: numberColumn(Float64Array.of(1)) },
    { name: 'y', column: numberColumn(Float64Array.of(2)) },
  ];
  await engine.writeColumns(path, 'csv', two);
  expect(readFileSync(path, 'utf8')).toBe('x,y\n1.0,2.0\n');
  await expect(engine.writeColumns(join(path, 'below.csv'), 'csv', two)).rejects.toMatchObject({
    code: 'source/write',
  });
  expect(readFileSync(path, 'utf8')).toBe('x,y\n1.0,2.0\n');
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
