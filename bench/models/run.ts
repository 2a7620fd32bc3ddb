/**
 * Fit and score by every model that has a peer in scikit-learn, on the same made rows, one thread each:
 *
 *     node bench/models/run.ts [rows=10000] [cols=20]        PYTHON=path/to/python (../quality/requirements.txt)
 *
 * Binary target; as many rows are scored as were learned from. Fastest of three. The ratio is ours / theirs.
 * Timings mean nothing while the machine does other work.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { models } from '../../src/models/index.ts';
import { type Matrix, matrix } from '../../src/table/matrix.ts';

/** The same in peers.py. */
const CHOSEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'linear-svm': { folds: 1 },
  'gaussian-naive-bayes': {},
  'nearest-neighbours': { k: 20, maxRows: 1_000_000 },
  'decision-tree': { minRowsPerLeaf: 20 },
  'random-forest': { trees: 100 },
  'extra-trees': { trees: 100 },
};

interface Timed {
  readonly fitMs: number;
  readonly scoreMs: number;
  readonly auc: number;
}

const rows = Number(process.argv[2] ?? 10_000);
const cols = Number(process.argv[3] ?? 20);
const train = made(1);
const test = made(2);
const theirs = peers();
console.log(
  `${rows} rows x ${cols} columns, against ${theirs?.name ?? 'nobody: set PYTHON to an interpreter with scikit-learn'}`,
);
for (const [name, given] of Object.entries(CHOSEN)) {
  const ours = await timed(name, given);
  const peer = theirs?.timed[name];
  const beside = (of: 'fitMs' | 'scoreMs'): string =>
    `${of.slice(0, -2)} ${ours[of].toFixed(0)} ms${peer ? ` / ${peer[of].toFixed(0)} = ${(ours[of] / peer[of]).toFixed(2)}` : ''}`;
  const auc = `AUC ${ours.auc.toFixed(4)}${peer ? ` / ${peer.auc.toFixed(4)}` : ''}`;
  console.log(`${name.padEnd(22)} ${beside('fitMs').padEnd(30)} ${beside('scoreMs').padEnd(32)} ${auc}`);
}

async function timed(name: string, given: Readonly<Record<string, unknown>>): Promise<Timed> {
  const model = models.find((m) => m.name === name)!;
  const { params } = resolveParams(name, model.params, given);
  const out = new Float64Array(rows);
  let [fitMs, scoreMs] = [Infinity, Infinity];
  const run = { ...quietRun(), kernels: wasmKernels(1) };
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    const state = await model.fit(train, params, run);
    const fitted = performance.now();
    model.open(state, wasmKernels(1))(test.x, out);
    fitMs = Math.min(fitMs, fitted - start);
    scoreMs = Math.min(scoreMs, performance.now() - fitted);
  }
  return { fitMs, scoreMs, auc: aucOf(test.y, out) };
}

/** Columns of noise, of which four carry the signal. */
function made(seed: number): TrainingSet & { readonly x: Matrix } {
  const r = random(seed);
  const x = matrix(rows, cols);
  for (let i = 0; i < x.data.length; i++) x.data[i] = r() + r() + r() - 1.5;
  const at = (i: number, c: number): number => x.data[c * rows + i]!;
  const y = Float64Array.from({ length: rows }, (_, i) => {
    const score = 3 * at(i, 0) + 6 * at(i, 1) * at(i, 2) - Math.abs(at(i, 3));
    return r() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  const columns = Array.from({ length: cols }, (_, c) => ({ name: `x${c}`, source: `x${c}` }));
  return { task: { category: 'binary', classes: ['no', 'yes'] }, x, columns, y, weights: null };
}

function aucOf(y: Float64Array, score: Float64Array): number {
  const order = [...y.keys()].sort((a, b) => score[a]! - score[b]!);
  let sum = 0;
  let positives = 0;
  for (let first = 0; first < order.length; ) {
    let next = first;
    while (next < order.length && score[order[next]!] === score[order[first]!]) next++;
    // Equal scores share the mean of their ranks.
    const rank = (first + next + 1) / 2;
    for (; first < next; first++)
      if (y[order[first]!] === 1) {
        sum += rank;
        positives++;
      }
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * (y.length - positives));
}

function peers(): { readonly name: string; readonly timed: Record<string, Timed> } | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-models-'));
  try {
    for (const [name, set] of Object.entries({ train, test })) {
      writeFileSync(join(folder, `${name}.x`), set.x.data);
      writeFileSync(join(folder, `${name}.y`), set.y);
    }
    const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    const { status, stdout } = spawnSync(
      process.env.PYTHON ?? 'python3',
      [join(import.meta.dirname, 'peers.py'), folder, String(rows)],
      { encoding: 'utf8', env: { ...process.env, ...one } },
    );
    return status === 0 ? JSON.parse(stdout) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
