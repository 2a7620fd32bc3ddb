/**
 * A table into the matrix of a linear model (median fill with indicator, z-score, one-hot), beside scikit-learn's
 * ColumnTransformer on the same rows:
 *
 *     node bench/features/encode.ts [rows=100000] [columns=20, a multiple of 20]        PYTHON=path/to/python
 *
 * The rows travel to Python as a file of float64; without scikit-learn there, only our own figures are printed. Wall and
 * processor time are each the least of 5 rounds (3 of more than 10 M cells); memory is what the first fit added to the process at most. Both make
 * dense float64; a boolean is one column here, two there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietRun } from '../../src/contracts/run.ts';
import { logistic } from '../../src/models/logistic.ts';
import { encode } from '../../src/recipe/encode.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { columnOf } from '../../src/table/frame.ts';
import { madeCustomers } from './made-customers.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const COLUMNS = Number(process.argv[3] ?? 20);
const REPEATS = ROWS * COLUMNS > 1e7 ? 3 : 5;

/** Of one act: least wall and processor time of the rounds, in milliseconds. */
interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

interface Side {
  readonly name: string;
  readonly fit: Spent;
  readonly encode: Spent;
  /** MiB that the first fit added at most. */
  readonly memory: number;
  readonly columns: number;
}

const task = { category: 'binary', classes: ['No', 'Yes'] } as const;
const { frame, y, design } = madeCustomers(ROWS, 1, COLUMNS / 20);
const ours = measured();
const theirs = peer();
for (const side of theirs === null ? [ours] : [ours, theirs])
  console.log(
    `${side.name.padEnd(19)} fit ${shown(side.fit)}, encode ${shown(side.encode)}, ${side.memory.toFixed(0)} MiB, ${side.columns} columns`,
  );
if (theirs === null) console.log('scikit-learn not found: set PYTHON to an interpreter that has it');
else {
  const ratio = (of: 'fit' | 'encode', by: keyof Spent): string => (ours[of][by] / theirs[of][by]).toFixed(2);
  console.log(
    `ratio, wall and processor: fit ${ratio('fit', 'wall')} ${ratio('fit', 'cpu')}, encode ${ratio('encode', 'wall')} ${ratio('encode', 'cpu')}, memory ${(ours.memory / theirs.memory).toFixed(2)}`,
  );
}

function measured(): Side {
  const plan = planRecipe(design, frame.schema, logistic);
  const fitOnce = () => fitRecipe(plan, frame, { task, y }, quietRun());
  const before = process.memoryUsage.rss() / 2 ** 20;
  const { recipe } = fitOnce();
  const memory = process.resourceUsage().maxRSS / 2 ** 10 - before;
  const { columns } = recipe;
  return {
    name: 'millwright',
    fit: least(fitOnce),
    encode: least(() => encode(recipe, frame)),
    memory,
    columns: columns.length,
  };
}

function least(act: () => unknown): Spent {
  let [wall, cpu] = [Infinity, Infinity];
  for (let k = 0; k < REPEATS; k++) {
    const start = performance.now();
    const used = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(used);
    wall = Math.min(wall, performance.now() - start);
    cpu = Math.min(cpu, (user + system) / 1000);
  }
  return { wall, cpu };
}

function shown({ wall, cpu }: Spent): string {
  return `${wall.toFixed(0)} ms (processor ${cpu.toFixed(0)})`;
}

function peer(): Side | null {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  try {
    const file = join(folder, 'table.f64');
    const all = new Float64Array(ROWS * frame.schema.length);
    let numbers = 0;
    frame.schema.forEach(({ name }, c) => {
      const column = columnOf(frame, name);
      if (column.form === 'number') numbers++;
      if (column.form !== 'text') all.set(column.form === 'number' ? column.values : column.codes, c * ROWS);
    });
    writeFileSync(file, new Uint8Array(all.buffer));
    const script = join(import.meta.dirname, 'encode.py');
    const args = [script, file, `${ROWS}`, `${numbers}`, `${REPEATS}`];
    const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8' });
    return status === 0 ? (JSON.parse(stdout) as Side) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
