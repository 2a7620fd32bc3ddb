/**
 * A random forest against scikit-learn's: processor time of one thread on both sides, and how good both are.
 *
 *     node --no-liftoff bench/trees/forest.ts [rows=200000] [trees=100]      PYTHON=path/to/python (../quality/requirements.txt)
 *
 * Rows of `worlds.ts` with 30 columns, two classes; 5 columns tried at each cut, 5 rows in a leaf at least. AUC on 100,000
 * other rows; out of bag: share of training rows told wrong by the trees that have not seen them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { forestParams } from '../../src/learn/trees/forest-params.ts';
import { randomForest } from '../../src/models/random-forest.ts';
import { aucOf } from './auc.ts';
import { madeRows, worlds } from './worlds.ts';

const COLS = 30;
const TRIED = 5;
const LEAST_ROWS = 5;
const TEST_ROWS = 100_000;

interface Timed {
  readonly fitCpuSeconds: number;
  readonly outOfBagError: number;
  readonly auc: number;
}

const rows = Number(process.argv[2] ?? 200_000);
const trees = Number(process.argv[3] ?? 100);
const world = { ...worlds.small!, rows, cols: COLS };
const train = madeRows(world, rows, 1);
const test = madeRows(world, TEST_ROWS, 2);
const theirs = peer();
const ours = timed();
console.log(`${rows} x ${COLS}, ${trees} trees, one thread\n`);
console.log('| | fit, CPU s | ours / it | out-of-bag error | AUC on other rows |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, t] of Object.entries({ 'scikit-learn': theirs, Millwright: ours })) {
  const ratio = (ours.fitCpuSeconds / t.fitCpuSeconds).toFixed(2);
  console.log(
    `| ${name} | ${t.fitCpuSeconds.toFixed(1)} | ${ratio} | ${t.outOfBagError.toFixed(5)} | ${t.auc.toFixed(5)} |`,
  );
}

function timed(): Timed {
  const run = { ...quietRun(), kernels: wasmKernels(1) };
  const given = { trees, columnShare: TRIED / COLS, minRowsPerLeaf: LEAST_ROWS };
  const { params } = resolveParams('random-forest', forestParams, given);
  const start = process.cpuUsage();
  const forest = randomForest.fit(train, { ...params, bootstrap: true }, run);
  const { user, system } = process.cpuUsage(start);
  if (forest instanceof Promise) throw new Error('expected a forest, got a promise of one');
  const out = new Float64Array(TEST_ROWS);
  randomForest.open(forest, wasmKernels(1))(test.x, out);
  return {
    fitCpuSeconds: (user + system) / 1e6,
    outOfBagError: forest.facts.outOfBagError!,
    auc: aucOf(test.y, out),
  };
}

function peer(): Timed {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-forest-'));
  try {
    for (const [name, { x, y }] of Object.entries({ train, test })) {
      writeFileSync(join(folder, `${name}-x.f64`), x.data);
      writeFileSync(join(folder, `${name}-y.f64`), y);
    }
    const script = join(import.meta.dirname, 'forest.py');
    const args = [script, folder, COLS, trees, TRIED, LEAST_ROWS].map(String);
    return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
