/**
 * How fast a Parquet file becomes typed arrays, against row objects and getItem() of the same driver in the same
 * process, and what a load and a profile of it cost.
 *
 *   node bench/engine/read.ts [rows]
 *
 * Prints million cells a second, the minimum of three runs each. Thirty columns: 20 numbers, 8 categories, 2 texts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { duckDbEngine } from '../../src/adapters/duckdb/engine.ts';
import { random } from '../../src/kernels/random.ts';
import { categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import type { Schema } from '../../src/table/schema.ts';

const rows = Number(process.argv[2] ?? 500_000);
const RUNS = 3;
const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
const threads = availableParallelism();
const engine = duckDbEngine({ threads, memoryBytes: 2 ** 32, folders: [folder], environment: {} });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

const r = random(1);
const dictionary = Array.from({ length: 12 }, (_, i) => `value ${i}`);
const made = Array.from({ length: 30 }, (_, i) => {
  const name = `column ${i}`;
  if (i < 20)
    return {
      name,
      column: numberColumn(Float64Array.from({ length: rows }, () => (r() < 0.05 ? Number.NaN : r()))),
    };
  if (i < 28)
    return {
      name,
      column: categoryColumn(
        Int32Array.from({ length: rows }, () => Math.floor(r() * 12)),
        dictionary,
      ),
    };
  return { name, column: textColumn(Array.from({ length: rows }, (_, k) => `text number ${k} of ${i}`)) };
});
const schema: Schema = made.map(({ name, column }) =>
  column.form === 'number'
    ? { name, type: 'continuous' }
    : column.form === 'category'
      ? { name, type: 'nominal', dictionary }
      : { name, type: 'text' },
);

const specOf = (kind: 'csv' | 'parquet', at: string) =>
  ({ name: 'made', kind, at, from: at, collectedBy: null, trust: null }) as const;
const source = join(folder, 'made.parquet');
const spec = specOf('parquet', source);
// As many rows as are made, of a column that gives way to the first of the made ones.
const numbered = join(folder, 'numbered.csv');
writeFileSync(numbered, `${made[0]!.name}\n${'0\n'.repeat(rows)}`);
await engine.extend(specOf('csv', numbered), [], { path: source, format: 'parquet' }, () => made);
const path = join(folder, 'dataset.parquet');
const report: Record<string, { seconds: number; 'M cells/s': number }> = {};
const note = (what: string, took: number, cells: number): void => {
  report[what] = { seconds: +took.toFixed(3), 'M cells/s': +(cells / took / 1e6).toFixed(1) };
};

note('load and infer', await seconds(() => engine.load([spec], [])), rows * 30);
note('shape', await seconds(() => engine.shape(schema, null)), rows * 30);
note('profile', await seconds(() => engine.profile(schema, 'column 20')), rows * 30);
note('write', await seconds(() => engine.write(path, '')), rows * 30);
const numbers = schema.map((c, i) => [c, i] as const).filter(([c]) => c.type !== 'text');
const all = await seconds(() => engine.read(path, schema));
note('read, all 30 columns', all, rows * 30);
const plain = join(folder, 'plain.parquet');
await engine.load([spec], []);
const plainSchema = (
  await engine.shape(
    numbers.map(([c]) => c),
    null,
  )
).schema;
await engine.write(plain, '');
await engine.close();
const typed = await seconds(() => engine.read(plain, plainSchema));
note('read, 28 columns without text', typed, rows * 28);

const connection = await (await DuckDBInstance.create(':memory:', { threads: String(threads) })).connect();
const objects = await seconds(async () => {
  const result = await connection.stream(`FROM read_parquet('${plain}')`);
  let sum = 0;
  for await (const chunk of result.yieldRowObjects())
    for (const row of chunk) sum += Number(row['column 0'] ?? 0);
  return sum;
});
note('row objects, the same 28 columns', objects, rows * 28);
console.table(report);
console.log(
  `${rows} rows, ${threads} threads: typed arrays are ${(objects / typed).toFixed(1)} times row objects`,
);
rmSync(folder, { recursive: true });
