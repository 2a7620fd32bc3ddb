/**
 * k-means, 1,000,000 rows x 32 columns, 100 clusters, beside scikit-learn from the same rows and the same centres:
 * `node --no-liftoff bench/cluster/k-means.ts [rows] [noise]`.
 *
 * Rows lie about 100 places, `noise` wide (1 = as far apart as the places are; default 0.5). They travel to Python as a
 * file of float64. PYTHON names the interpreter; without scikit-learn there, only our own time is printed. Median of 3
 * fits each, on all threads of the machine; the time of the processor as well, which others at work disturb less.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { kMeans } from '../../src/learn/cluster/k-means.ts';
import { matrix } from '../../src/table/matrix.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const NOISE = Number(process.argv[3] ?? 0.5);
const COLS = 32;
const CLUSTERS = 100;
const FITS = 3;
const ITERATIONS = 300;

const { x, start } = madeRows(random(1));
const run = { ...quietRun(), kernels: wasmKernels() };
const settings = { clusters: CLUSTERS, start, starts: 1, iterations: ITERATIONS, tolerance: 1e-4 };
const fits = Array.from({ length: FITS }, () => {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const { inertia, iterations } = kMeans(x, null, settings, run);
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - began, cpu: (user + system) / 1000, inertia, iterations };
});
const ours = middle(fits);
told('millwright', ours);
const theirs = peer();
if (theirs === null) console.log('scikit-learn   not found: set PYTHON to an interpreter that has it');
else {
  told(theirs.name, theirs);
  const apart = Math.abs(ours.inertia / theirs.inertia - 1);
  console.log(
    `ratio ${(ours.ms / theirs.ms).toFixed(2)}, of processor time ${(ours.cpu / theirs.cpu).toFixed(2)}; inertia apart by ${apart.toExponential(1)}`,
  );
}

interface Fit {
  readonly ms: number;
  readonly cpu: number;
  readonly inertia: number;
  readonly iterations: number;
}

function told(name: string, { ms, cpu, inertia, iterations }: Fit): void {
  console.log(
    `${name.padEnd(14)} ${ms.toFixed(0)} ms, processor ${cpu.toFixed(0)} ms, ${iterations} iterations, inertia ${inertia}`,
  );
}

function middle(all: readonly Fit[]): Fit {
  return all.toSorted((a, b) => a.ms - b.ms)[all.length >> 1]!;
}

function madeRows(r: Random) {
  const places = Float64Array.from({ length: CLUSTERS * COLS }, () => normal(r));
  const made = matrix(ROWS, COLS);
  const first = new Float64Array(CLUSTERS * COLS);
  for (let row = 0; row < ROWS; row++) {
    const place = randomInt(r, CLUSTERS);
    for (let c = 0; c < COLS; c++) made.data[c * ROWS + row] = places[place * COLS + c]! + NOISE * normal(r);
  }
  for (let j = 0; j < CLUSTERS; j++) {
    const row = randomInt(r, ROWS);
    for (let c = 0; c < COLS; c++) first[j * COLS + c] = made.data[c * ROWS + row]!;
  }
  return { x: made, start: first };
}

function normal(r: Random): number {
  return Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
}

function peer(): (Fit & { readonly name: string }) | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cluster-'));
  try {
    writeFileSync(join(folder, 'x'), x.data);
    writeFileSync(join(folder, 'start'), start);
    const script = join(import.meta.dirname, 'k_means.py');
    const args = [script, folder, ...[ROWS, CLUSTERS, FITS, ITERATIONS].map(String)];
    const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8' });
    return status === 0 ? (JSON.parse(stdout) as Fit & { name: string }) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
