import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metric } from '../../src/contracts/metric.ts';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf, type Task } from '../../src/contracts/task.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import { logLoss } from '../../src/metrics/log-loss.ts';
import { rmse } from '../../src/metrics/rmse.ts';
import { rocAuc } from '../../src/metrics/roc-auc.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { type Matrix, matrix, takeMatrix } from '../../src/table/matrix.ts';

/** A data set with its folds, as `peer.py` wrote it. */
export interface FoldedSet {
  readonly name: string;
  readonly task: Task;
  readonly columns: readonly MatrixColumn[];
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly repeats: number;
  readonly folds: number;
  /** [repeats * rows] */
  readonly fold: Uint8Array;
  readonly metric: 'rocAuc' | 'logLoss' | 'rmse';
  /** Standard errors that a 95 % interval reaches to either side. */
  readonly t: number;
  readonly versions: Readonly<Record<string, string>>;
  /** By repeat and fold; null when the peer was not run. */
  readonly peer: readonly (readonly FoldScore[])[] | null;
}

/** What was measured on one fold. */
export type FoldScore = Readonly<Record<string, number>>;

/** Run `peer.py` into a temporary folder and read what it wrote. PYTHON names the interpreter. */
export function foldedSet(name: string, repeats: number, withPeer: boolean): FoldedSet {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-quality-'));
  try {
    return writeFolds(name, folder, repeats, withPeer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same without the peer and with its folder, for another program that is to see the same folds. */
export async function withFoldedSet(
  name: string,
  use: (set: FoldedSet, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-quality-'));
  try {
    await use(writeFolds(name, folder, 1, false), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeFolds(name: string, folder: string, repeats: number, withPeer: boolean): FoldedSet {
  const script = join(import.meta.dirname, 'peer.py');
  const args = [script, name, folder, '--repeats', String(repeats), ...(withPeer ? [] : ['--no-peer'])];
  // Threads that wait by spinning starve each other when the machine is shared.
  const env = { OMP_WAIT_POLICY: 'passive', PYTHONDONTWRITEBYTECODE: '1', ...process.env };
  execFileSync(process.env.PYTHON ?? 'python3', args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  return readFolder(folder, withPeer);
}

function readFolder(folder: string, withPeer: boolean): FoldedSet {
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const floats = (file: string) => new Float64Array(new Uint8Array(readFileSync(join(folder, file))).buffer);
  const meta = json('meta.json');
  return {
    ...meta,
    task:
      meta.category === 'regression'
        ? { category: meta.category }
        : { category: meta.category, classes: meta.classes },
    x: matrix(meta.rows, meta.columns.length, floats('x.f64')),
    y: floats('y.f64'),
    fold: new Uint8Array(readFileSync(join(folder, 'folds.u8'))),
    peer: withPeer ? json('peer.json') : null,
  };
}

/** Fit boosted trees on every fold of one repeat with the given parameters, defaults for the rest. */
export function scoreFolds(
  set: FoldedSet,
  repeat: number,
  given: Readonly<Record<string, unknown>> = {},
): FoldScore[] {
  const { params, failures } = resolveParams('boosted-trees', boostParams, given);
  if (failures.length > 0) throw failures[0];
  return Array.from({ length: set.folds }, (_, f) => {
    const inFold = set.fold.subarray(repeat * set.x.rows, (repeat + 1) * set.x.rows);
    const rows = Array.from(inFold.keys());
    const train = Int32Array.from(rows.filter((i) => inFold[i] !== f));
    const test = Int32Array.from(rows.filter((i) => inFold[i] === f));
    const start = performance.now();
    const state = boostedTrees.fit(trainingSet(set, train), params, quietRun(repeat * set.folds + f));
    if (state instanceof Promise) throw new Error('the trees fit at once');
    const seconds = (performance.now() - start) / 1000;
    const predicted = new Float64Array(test.length * outputsOf(set.task));
    boostedTrees.open(state)(takeMatrix(set.x, test), predicted);
    const y = Float64Array.from(test, (i) => set.y[i]!);
    const trees = (state.arrays as { root: Int32Array }).root.length - 1;
    return { ...measure(set.task, y, predicted), seconds, trees };
  });
}

function trainingSet({ task, x, columns, y }: FoldedSet, rows: Int32Array): TrainingSet {
  return { task, x: takeMatrix(x, rows), columns, y: Float64Array.from(rows, (i) => y[i]!), weights: null };
}

function measure(task: Task, y: Float64Array, predicted: Float64Array): FoldScore {
  if (task.category === 'regression') return { rmse: measured(rmse, task, y, predicted) };
  const loss = measured(logLoss, task, y, predicted);
  return task.category === 'multiclass'
    ? { logLoss: loss }
    : { logLoss: loss, rocAuc: measured(rocAuc, task, y, predicted) };
}

function measured<A>(metric: Metric<A>, task: Task, y: Float64Array, predicted: Float64Array): number {
  const acc = metric.start({ task, threshold: 0.5 });
  const outputs = outputsOf(task);
  for (let i = 0; i < y.length; i++) metric.add(acc, y[i]!, predicted, i * outputs, 1);
  return metric.value(acc);
}
