import { join } from 'node:path';
import { expect, test } from 'vitest';
import { duckDbEngine } from '../../src/adapters/duckdb/engine.ts';
import { columnOf } from '../../src/table/frame.ts';
import { scratch } from '../adapters/duckdb/scratch.ts';
import { folderOf, runCli } from '../cli/run-cli.ts';
import { resultOf } from './refusal.ts';

const { source, folder } = scratch();

test('ten thousand columns are read, profiled and written', async () => {
  const width = 10_000;
  const line = (cell: (i: number) => string) => Array.from({ length: width }, (_, i) => cell(i)).join(',');
  const csv = [line((i) => `c${i}`), ...[1, 2, 3].map((n) => line((i) => (i % 2 ? `${n * i}` : `v${n}`)))];
  const roomy = duckDbEngine({ threads: 2, memoryBytes: 2 ** 32, folders: [folder], environment: {} });
  const { columns } = await roomy.load([source('wide.csv', csv.join('\n'))], []);
  expect(columns).toHaveLength(width);
  const { schema } = await roomy.shape(
    columns.map(({ name, type }) => ({ name, type })),
    'c1',
  );
  await roomy.write(join(folder, 'wide.parquet'), '');
  const frame = await roomy.read(join(folder, 'wide.parquet'), schema);
  expect(columnOf(frame, 'c9999')).toEqual({ form: 'number', values: Float64Array.of(9999, 19998, 29997) });
  expect(await roomy.profile(schema, 'c0')).toHaveLength(width);
  expect(await roomy.duplicateRows()).toBe(0);
  await roomy.close();
}, 240_000);

test('a model of ten thousand columns comes out of the command', async () => {
  const width = 10_000;
  const line = (cell: (i: number) => string | number) =>
    Array.from({ length: width }, (_, i) => cell(i)).join(',');
  const rows = Array.from(
    { length: 60 },
    (_, n) => `${line((i) => ((n * 31 + i * 17) % 23) + n)},${n < 25 ? 'No' : 'Yes'}`,
  );
  const cwd = folderOf({
    'wide.csv': [`${line((i) => `c${i}`)},y`, ...rows].join('\n'),
    'wide.design.json': JSON.stringify({
      data: 'wide.csv',
      framing: { target: 'y' },
      models: ['majority', 'boosted-trees'],
      evaluation: { interval: { samples: 20 } },
    }),
  });
  const run = resultOf<{ models: { model: string }[] }>(await runCli(['run', '--json'], { cwd }));
  expect(run.models.map((m) => m.model)).toEqual(['majority', 'boosted-trees']);
  expect(resultOf(await runCli(['verify', '--json'], { cwd }))).toMatchObject({ problems: [] });
}, 400_000);
