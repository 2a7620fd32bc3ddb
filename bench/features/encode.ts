/**
 * A table of 100,000 rows x 20 columns into the matrix of a linear model (median fill with indicator, z-score, one-hot),
 * beside scikit-learn's ColumnTransformer on the same rows: `node bench/features/encode.ts`.
 *
 * The rows travel to Python as a file of float64. PYTHON names the interpreter; without scikit-learn there, only our
 * own time is printed. Fastest of 5.
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

const ROWS = 100_000;
const REPEATS = 5;
const task = { category: 'binary', classes: ['No', 'Yes'] } as const;
const { frame, y, design } = madeCustomers(ROWS, 1);
const plan = planRecipe(design, frame.schema, logistic);

let { recipe } = fitRecipe(plan, frame, { task, y }, quietRun());
const fit = fastest(() => {
  ({ recipe } = fitRecipe(plan, frame, { task, y }, quietRun()));
});
const batch = fastest(() => encode(recipe, frame));
console.log(
  `millwright     fit ${fit.toFixed(0)} ms, encode ${batch.toFixed(0)} ms, ${recipe.columns.length} columns`,
);

const theirs = peer();
if (theirs === null) console.log('scikit-learn   not found: set PYTHON to an interpreter that has it');
else {
  console.log(
    `${theirs.name}  fit ${theirs.fit.toFixed(0)} ms, encode ${theirs.encode.toFixed(0)} ms, ${theirs.columns} columns`,
  );
  console.log(`ratio fit ${(fit / theirs.fit).toFixed(2)}, encode ${(batch / theirs.encode).toFixed(2)}`);
}

function fastest(act: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < REPEATS; k++) {
    const start = performance.now();
    act();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

interface Peer {
  readonly name: string;
  readonly fit: number;
  readonly encode: number;
  readonly columns: number;
}

function peer(): Peer | null {
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
    return status === 0 ? (JSON.parse(stdout) as Peer) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
