import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from '../../src/table/frame.ts';
import { madeChurn } from './made-churn.ts';
import { madeProject } from './made-project.ts';

/**
 * What `millwright predict` takes for a CSV file of the shape of Telco churn, by format of the result: processor time of
 * the command and its job together, start-up included. Linux only.
 *
 *   node bench/serve/predict-file.ts [rows]
 */
const rows = Number(process.argv[2] ?? 200_000);
const root = join(import.meta.dirname, '../..');
const project = await madeProject();
const from = join(project, 'in.csv');
writeFileSync(from, csvOf(madeChurn(rows)));
try {
  for (const to of ['out.csv', 'out.parquet', 'out.jsonl']) {
    const before = childSeconds();
    const argv = ['src/bin.ts', 'predict', from, join(project, to), '--project', project];
    const { status, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const seconds = childSeconds() - before;
    console.log(`${to}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows a second`);
  }
} finally {
  rmSync(project, { recursive: true });
}

function csvOf({ schema, columns, rows: n }: Frame): string {
  const cells = schema.map(({ name }) => {
    const column = columns.get(name)!;
    if (column.form === 'category') return (row: number) => column.dictionary[column.codes[row]!]!;
    return (row: number) => String(column.values[row]);
  });
  const lines = Array.from({ length: n }, (_, row) => cells.map((cell) => cell(row)).join(','));
  return `${schema.map((c) => c.name).join(',')}\n${lines.join('\n')}\n`;
}

/** Processor time of all children that have ended, in ticks of a hundredth of a second as Linux tells it. */
function childSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
