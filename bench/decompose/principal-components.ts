/**
 * Principal components beside scikit-learn's, one thread each:
 *
 *     PYTHON=path/to/python node --no-liftoff bench/decompose/principal-components.ts [rows=20000] [cols=300]
 *
 * (../quality/requirements.txt.) 20 of them, of columns that hang together; the least CPU time of three fits.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { normal, random } from '../../src/kernels/random.ts';
import { project } from '../../src/learn/decompose/directions.ts';
import { principalComponents } from '../../src/learn/decompose/principal-components.ts';
import { matrix } from '../../src/table/matrix.ts';

const COMPONENTS = 20;

interface Timed {
  readonly name: string;
  readonly fit: number;
  readonly project: number;
  readonly variances: readonly number[];
}

const rows = Number(process.argv[2] ?? 20_000);
const cols = Number(process.argv[3] ?? 300);
const x = matrix(rows, cols);
const r = random(1);
for (let c = 0; c < cols; c++)
  for (let i = 0; i < rows; i++)
    x.data[c * rows + i] = normal(r) + (c === 0 ? 0 : 0.9 * x.data[(c - 1) * rows + i]!);

const theirs = peer();
const ours = timed();
for (const part of ['fit', 'project'] as const)
  console.log(
    `${part}: ${ours[part].toFixed(3)} CPU s / ${theirs[part].toFixed(3)} of ${theirs.name} = ${(ours[part] / theirs[part]).toFixed(2)}`,
  );
const apart = ours.variances.map((v, d) => Math.abs(v / theirs.variances[d]! - 1));
console.log(`largest difference of a variance: ${Math.max(...apart).toExponential(1)} of it`);

function timed(): Timed {
  const run = { ...quietRun(), kernels: wasmKernels(1) };
  let [fit, along] = [Infinity, Infinity];
  let variances: readonly number[] = [];
  for (let i = 0; i < 3; i++) {
    const began = process.cpuUsage();
    const found = principalComponents(x, null, COMPONENTS, run);
    fit = Math.min(fit, secondsSince(began));
    const fitted = process.cpuUsage();
    project(found, x, matrix(rows, COMPONENTS));
    along = Math.min(along, secondsSince(fitted));
    variances = [...found.variances];
  }
  return { name: 'Millwright', fit, project: along, variances };
}

function secondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

function peer(): Timed {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-pca-'));
  try {
    writeFileSync(join(folder, 'x.f64'), x.data);
    const args = [join(import.meta.dirname, 'principal_components.py'), folder, cols, COMPONENTS].map(String);
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', args, { env, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
