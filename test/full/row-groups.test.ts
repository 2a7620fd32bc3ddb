import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { duckDbEngine } from '../../src/adapters/duckdb/engine.ts';
import { random } from '../../src/kernels/random.ts';
import type { CategoryColumn, NumberColumn } from '../../src/table/column.ts';
import { columnOf } from '../../src/table/frame.ts';
import { scratch } from '../adapters/duckdb/scratch.ts';

const { source, folder } = scratch(2);

test('a table keeps the order of its source over many row groups, and the same bytes with any number of threads', async () => {
  const rows = 130_000;
  const r = random(3);
  const csv = `i,x,g\n${Array.from({ length: rows }, (_, i) => `${i},${r().toFixed(6)},g${i % 7}`).join('\n')}\n`;
  const spec = source('many.csv', csv);
  const columns = [
    { name: 'i', type: 'continuous' },
    { name: 'x', type: 'continuous' },
    { name: 'g', type: 'nominal' },
  ] as const;
  const seen: unknown[] = [];
  for (const threads of [1, 4]) {
    const one = duckDbEngine({ threads, memoryBytes: 2 ** 30, folders: [folder], environment: {} });
    await one.load([spec], []);
    const { schema } = await one.shape(columns, null);
    const path = join(folder, `many-${threads}.parquet`);
    await one.write(path, 'k');
    const frame = await one.read(path, schema);
    const { values } = columnOf(frame, 'i') as NumberColumn;
    expect(values.every((value, i) => value === i)).toBe(true);
    expect((columnOf(frame, 'g') as CategoryColumn).codes.every((code, i) => code === i % 7)).toBe(true);
    seen.push([
      createHash('sha256').update(readFileSync(path)).digest('hex'),
      await one.profile(schema, 'x'),
    ]);
    await one.close();
  }
  expect(seen[1]).toEqual(seen[0]);
});
