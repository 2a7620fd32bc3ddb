/**
 * An isolation forest of 100 trees on 256 rows each beside scikit-learn's, one thread each; all rows are scored:
 *
 *     PYTHON=path/to/python node --no-liftoff bench/anomaly/isolation-forest.ts [rows=100000] [cols=20]
 *
 * (../quality/requirements.txt.) CPU time.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { normal, random } from '../../src/kernels/random.ts';
import { growIsolationForest } from '../../src/learn/anomaly/isolation-forest.ts';
import { openIsolation } from '../../src/learn/anomaly/isolation-scores.ts';
import { matrix } from '../../src/table/matrix.ts';

const rows = Number(process.argv[2] ?? 100_000);
const cols = Number(process.argv[3] ?? 20);
const x = matrix(rows, cols);
const r = random(1);
for (let i = 0; i < x.data.length; i++) x.data[i] = normal(r);

const theirs = peer();
const began = process.cpuUsage();
const forest = growIsolationForest(x, null, { trees: 100, sampleRows: 256 }, quietRun());
const fit = secondsSince(began);
const score = openIsolation(forest, wasmKernels(1));
const out = new Float64Array(rows);
score(x, out);
const fitted = process.cpuUsage();
score(x, out);
for (const [part, ours] of Object.entries({ fit, score: secondsSince(fitted) })) {
  const peers = theirs[part as 'fit' | 'score'];
  console.log(
    `${part}: ${ours.toFixed(3)} CPU s / ${peers.toFixed(3)} of ${theirs.name} = ${(ours / peers).toFixed(2)}`,
  );
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function peer(): { readonly name: string; readonly fit: number; readonly score: number } {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-isolation-'));
  try {
    writeFileSync(join(folder, 'x.f64'), x.data);
    const args = [join(import.meta.dirname, 'isolation_forest.py'), folder, String(cols)];
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', args, { env, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
