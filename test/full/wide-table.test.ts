import { join } from 'node:path';
import { expect, test } from 'vitest';
import { duckDbEngine } from '../../src/adapters/duckdb/engine.ts';
import { columnOf } from '../../src/table/frame.ts';
import { scratch } from '../adapters/duckdb/scratch.ts';

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
