/**
 * Time of fitting boosted trees and of scoring with them, against LightGBM and scikit-learn in the same run.
 *
 *     node bench/trees/run.ts [world=small] [threads=1] [fits=3]      PYTHON=path/to/python (../quality/requirements.txt)
 *
 * Worlds (worlds.ts): small 200k x 28, dense 1M x 28, mixed 500k x 40 with 20 % missing, weights and 10 columns of
 * categories, wide 200k x 200, classes 200k x 28 in 7 classes. 100 rounds of 31 leaves, learning rate 0.1, nothing
 * sampled, no early stopping. Of several fits, binning included, the fastest by wall time and the least CPU time, as
 * many threads on all sides; LightGBM in the better of its two layouts. CPU time is the steadier figure with one
 * thread; with several, its threads wait by turning in circles, and ours hardly do. One row: median over 41 passes of
 * 1,000 calls through the scorer; the peers' is their Python call. Peak MB: of the process so far, the table included.
 */
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { Kernels } from '../../src/contracts/kernels.ts';
import type { TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { takeMatrix } from '../../src/table/matrix.ts';
import { askPeer } from './ask-peer.ts';
import { aucOf } from './auc.ts';
import { madeRows, worlds } from './worlds.ts';

const LEAVES = 31;
const ROUNDS = 100;
/** The same in peers.py. */
const PENALTIES = { l2: 5, minHessian: 1 };
const TEST_ROWS = 100_000;

interface Timed {
  readonly fitSeconds: number;
  readonly fitCpuSeconds: number;
  /** Mean log loss on test rows. */
  readonly logLoss: number;
  /** Two classes only. */
  readonly auc: number | null;
  readonly singleRowMicros: number;
  readonly rowsPerSecond: number;
  /** Of the process after the fits, with the table in it. */
  readonly peakMegabytes: number;
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function timeOurs(train: TrainingSet, test: TrainingSet, kernels: Kernels, fits: number): Timed {
  const run = { ...quietRun(), kernels };
  const given = { rounds: ROUNDS, learningRate: 0.1, maxLeaves: LEAVES, patience: 0, ...PENALTIES };
  const { params } = resolveParams('boosted-trees', boostParams, { ...given, rowShare: 1, columnShare: 1 });
  let [fitSeconds, fitCpuSeconds] = [Infinity, Infinity];
  let state: Forest | null = null;
  for (let i = 0; i < fits; i++) {
    const [start, cpu] = [performance.now(), cpuSeconds()];
    state = boostedTrees.fit(train, params, run) as Forest;
    fitSeconds = Math.min(fitSeconds, (performance.now() - start) / 1000);
    fitCpuSeconds = Math.min(fitCpuSeconds, cpuSeconds() - cpu);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const score = boostedTrees.open(state!, wasmKernels(1));
  const outputs = train.task.category === 'multiclass' ? train.task.classes.length : 1;
  const predicted = new Float64Array(test.y.length * outputs);
  score(test.x, predicted);
  const began = cpuSeconds();
  score(test.x, predicted);
  const rowsPerSecond = test.y.length / (cpuSeconds() - began);
  const rows = Array.from({ length: 1000 }, (_, i) => takeMatrix(test.x, Int32Array.of(i)));
  const out = new Float64Array(outputs);
  const micros = Array.from({ length: 41 }, () => {
    const start = performance.now();
    for (const row of rows) score(row, out);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const logLoss = logLossOf(test.y, predicted, outputs);
  const auc = outputs === 1 ? aucOf(test.y, predicted) : null;
  return {
    fitSeconds,
    fitCpuSeconds,
    logLoss,
    auc,
    singleRowMicros: micros[20]!,
    rowsPerSecond,
    peakMegabytes,
  };
}

function logLossOf(y: Float64Array, predicted: Float64Array, outputs: number): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const p =
      outputs === 1 ? (y[i] === 1 ? predicted[i]! : 1 - predicted[i]!) : predicted[i * outputs + y[i]!]!;
    sum -= Math.log(p);
  }
  return sum / y.length;
}

function timePeers(
  train: TrainingSet,
  test: TrainingSet,
  threads: number,
  fits: number,
): Record<string, Timed> {
  const categories = train.columns.flatMap((c, i) => (c.cardinality === undefined ? [] : [i])).join(',');
  const args = [train.x.cols, LEAVES, ROUNDS, fits, threads, categories];
  return askPeer('peers.py', { train, test }, args, threads);
}

function main(name: string, threads: number, fits: number): void {
  const world = worlds[name];
  if (world === undefined) throw new Error(`expected one of ${Object.keys(worlds).join(', ')}. Got ${name}`);
  // As in a job, whose threads get up while data is read.
  const kernels = wasmKernels(threads);
  const train = madeRows(world, world.rows, 1);
  const test = madeRows(world, TEST_ROWS, 2);
  const timed = {
    ...timePeers(train, test, threads, fits),
    Millwright: timeOurs(train, test, kernels, fits),
  };
  const ours = timed.Millwright;
  console.log(`${name}: ${world.rows} x ${world.cols}, ${ROUNDS} rounds, threads: ${threads}\n`);
  console.log(
    '| | fit s | ours / it | CPU s | ours / it | log loss | AUC | one row, µs | rows/s, one thread | peak MB |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [peer, t] of Object.entries(timed)) {
    const cells = [
      peer,
      t.fitSeconds.toFixed(2),
      (ours.fitSeconds / t.fitSeconds).toFixed(2),
      t.fitCpuSeconds.toFixed(2),
      (ours.fitCpuSeconds / t.fitCpuSeconds).toFixed(2),
      t.logLoss.toFixed(5),
      t.auc?.toFixed(5) ?? '',
      t.singleRowMicros.toFixed(1),
      Math.round(t.rowsPerSecond),
      Math.round(t.peakMegabytes),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const [name = 'small', threads = '1', fits = '3'] = process.argv.slice(2);
main(name, Number(threads), Number(fits));
