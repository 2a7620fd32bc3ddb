/**
 * Time of fitting and of scoring one row, against LightGBM and scikit-learn in the same run.
 *
 *     node bench/trees/run.ts [rows=200000] [cols=28] [threads=1]       PYTHON=path/to/python (../quality/requirements.txt)
 *
 * Made data, seeded; 100 trees of 31 leaves, learning rate 0.1, nothing sampled, no early stopping. Fastest of three
 * fits, binning included; the peers on as many threads as ours. One row: median over 41 passes of
 * 1,000 calls through the scorer.
 * Timings mean nothing while the machine does other work.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { type Matrix, matrix, takeMatrix } from '../../src/table/matrix.ts';

const LEAVES = 31;
const ROUNDS = 100;
/** The same in peers.py. */
const PENALTIES = { l2: 5, minHessian: 1 };
const TEST_ROWS = 20_000;

interface Timed {
  readonly fitSeconds: number;
  readonly auc: number;
  readonly singleRowMicros: number;
}

/** Columns of noise, of which five carry the signal, with products between them. */
function madeRows(rows: number, cols: number, seed: number): { x: Matrix; y: Float64Array } {
  const r = random(seed);
  const x = matrix(rows, cols);
  for (let i = 0; i < x.data.length; i++) x.data[i] = r() + r() + r() - 1.5;
  const at = (i: number, c: number): number => x.data[c * rows + i]!;
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const score = 2 * at(i, 0) + 4 * at(i, 1) * at(i, 2) + Math.sin(6 * at(i, 3)) - Math.abs(at(i, 4));
    y[i] = r() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  }
  return { x, y };
}

function timeOurs(train: TrainingSet, test: { x: Matrix; y: Float64Array }, threads: number): Timed {
  const run = { ...quietRun(), kernels: wasmKernels(threads) };
  const given = {
    rounds: ROUNDS,
    learningRate: 0.1,
    maxLeaves: LEAVES,
    rowShare: 1,
    columnShare: 1,
    patience: 0,
    ...PENALTIES,
  };
  const { params } = resolveParams('boosted-trees', boostParams, given);
  let fitSeconds = Infinity;
  let state: Forest | null = null;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    state = boostedTrees.fit(train, params, run) as Forest;
    fitSeconds = Math.min(fitSeconds, (performance.now() - start) / 1000);
  }
  const score = boostedTrees.open(state!);
  const predicted = new Float64Array(test.y.length);
  score(test.x, predicted);
  const rows = Array.from({ length: 1000 }, (_, i) => takeMatrix(test.x, Int32Array.of(i)));
  const out = new Float64Array(1);
  const micros = Array.from({ length: 41 }, () => {
    const start = performance.now();
    for (const row of rows) score(row, out);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { fitSeconds, auc: aucOf(test.y, predicted), singleRowMicros: micros[20]! };
}

function aucOf(y: Float64Array, score: Float64Array): number {
  const order = Array.from(y.keys()).sort((a, b) => score[a]! - score[b]!);
  let ranks = 0;
  let positives = 0;
  order.forEach((row, rank) => {
    if (y[row] === 1) {
      ranks += rank + 1;
      positives++;
    }
  });
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (y.length - positives));
}

function timePeers(
  train: TrainingSet,
  test: { x: Matrix; y: Float64Array },
  threads: number,
): Record<string, Timed> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-trees-'));
  try {
    writeFileSync(join(folder, 'train-x.f64'), train.x.data);
    writeFileSync(join(folder, 'train-y.f64'), train.y);
    writeFileSync(join(folder, 'test-x.f64'), test.x.data);
    writeFileSync(join(folder, 'test-y.f64'), test.y);
    const script = join(import.meta.dirname, 'peers.py');
    const args = [script, folder, train.x.cols, LEAVES, ROUNDS].map(String);
    const env = { ...process.env, OMP_NUM_THREADS: String(threads) };
    return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', args, { env, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(rows: number, cols: number, threads: number): void {
  const columns: MatrixColumn[] = Array.from({ length: cols }, (_, c) => ({
    name: `x${c}`,
    source: `x${c}`,
  }));
  const train: TrainingSet = {
    task: { category: 'binary', classes: ['0', '1'] },
    ...madeRows(rows, cols, 1),
    columns,
    weights: null,
  };
  const test = madeRows(TEST_ROWS, cols, 2);
  const timed = { Millwright: timeOurs(train, test, threads), ...timePeers(train, test, threads) };
  console.log(`${rows} x ${cols}, ${ROUNDS} trees of ${LEAVES} leaves, threads: ${threads}\n`);
  console.log('| | fit s | times ours | AUC | one row, µs |\n| --- | --- | --- | --- | --- |');
  for (const [name, t] of Object.entries(timed)) {
    const ratio = t.fitSeconds / timed.Millwright.fitSeconds;
    const cells = [
      name,
      t.fitSeconds.toFixed(2),
      ratio.toFixed(2),
      t.auc.toFixed(5),
      t.singleRowMicros.toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const [rows, cols, threads] = process.argv.slice(2).map(Number);
main(rows ?? 200_000, cols ?? 28, threads ?? 1);
