/**
 * Time of scoring one row with 500 trees of 31 leaves, against LightGBM through Python and through its C library.
 *
 *     node bench/trees/single-row.ts        PYTHON=path/to/python (../quality/requirements.txt)
 *
 * Both are trained on 20,000 made rows x 28 columns. The C library's single-row call is timed through ctypes, less the
 * time of a call that only returns a number. Medians of 41 passes of 1,000 rows, in processor time.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../src/contracts/kernels.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { takeMatrix } from '../../src/table/matrix.ts';
import { madeRows, worlds } from './worlds.ts';

const train = madeRows(worlds.small!, 20_000, 1);
const test = madeRows(worlds.small!, 1000, 2);
const given = { rounds: 500, learningRate: 0.1, maxLeaves: 31, patience: 0, rowShare: 1, columnShare: 1 };
const { params } = resolveParams('boosted-trees', boostParams, given);
const forest = boostedTrees.fit(train, params, { ...quietRun(), kernels: wasmKernels() }) as Forest;
const rows = Array.from({ length: 1000 }, (_, i) => takeMatrix(test.x, Int32Array.of(i)));

/** Microseconds a row. */
function timeOurs(kernels: Kernels): number {
  const score = boostedTrees.open(forest, kernels);
  const out = new Float64Array(1);
  const passes = Array.from({ length: 41 }, () => {
    const { user, system } = process.cpuUsage();
    for (const row of rows) score(row, out);
    const spent = process.cpuUsage();
    return (spent.user + spent.system - user - system) / rows.length;
  });
  return passes.sort((a, b) => a - b)[20]!;
}

const folder = mkdtempSync(join(tmpdir(), 'millwright-row-'));
try {
  writeFileSync(join(folder, 'train-x.f64'), train.x.data);
  writeFileSync(join(folder, 'train-y.f64'), train.y);
  writeFileSync(join(folder, 'test-x.f64'), test.x.data);
  const args = [join(import.meta.dirname, 'single-row.py'), folder, String(train.x.cols)];
  const peers: Record<string, number> = JSON.parse(
    execFileSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8' }),
  );
  const ours = timeOurs(wasmKernels(1));
  console.log(`Millwright ${ours.toFixed(2)} µs (in TypeScript alone ${timeOurs(plainKernels).toFixed(2)})`);
  for (const [name, micros] of Object.entries(peers))
    console.log(`${name} ${micros.toFixed(2)} µs, ours / it ${(ours / micros).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true });
}
