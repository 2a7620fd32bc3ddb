/**
 * Networks over tables beside scikit-learn's multi-layer perceptron and our boosted trees, on sets that nothing was tuned on:
 *
 *     PYTHON=path/to/python node bench/nn/quality.ts [SET ...]        (bench/quality/requirements.txt)
 *
 * Five folds, the same for all, defaults everywhere; the peer gets one-hot categories, medians for gaps, standardised
 * numbers and early stopping. Prints the mean of the set's metric over the folds, and CPU seconds of a fit.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { Model } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf } from '../../src/contracts/task.ts';
import { measure } from '../../src/explain/measure.ts';
import { metrics } from '../../src/metrics/index.ts';
import { models } from '../../src/models/index.ts';
import { takeMatrix } from '../../src/table/matrix.ts';
import { type FoldedSet, withFoldedSet } from '../quality/folds.ts';

const SETS = [
  'wa_churn',
  'lending_club',
  'credit-default',
  'ames',
  'california-housing',
  'bike-sharing',
  'hpc_data',
];
const OURS = ['mlp', 'wide-and-deep', 'deep-cross-network', 'boosted-trees'];

const kernels = wasmKernels(1);

/** Mean metric over the folds, and CPU seconds of a fit. */
interface Measured {
  readonly metric: number;
  readonly seconds: number;
}

async function measured(
  model: Model,
  { task, x, y, fold, folds, columns, metric }: FoldedSet,
): Promise<Measured> {
  const { params } = resolveParams(model.name, model.params, {});
  const by = metrics.find((m) => m.name === metric)!;
  const rows = [...y.keys()];
  let [sum, micros] = [0, 0];
  for (let f = 0; f < folds; f++) {
    const [train, test] = [rows.filter((i) => fold[i] !== f), rows.filter((i) => fold[i] === f)].map((r) =>
      Int32Array.from(r),
    ) as [Int32Array, Int32Array];
    const at = (which: Int32Array) => Float64Array.from(which, (i) => y[i]!);
    const began = process.cpuUsage();
    const run = { ...quietRun(f + 1), kernels };
    const state = await model.fit(
      { task, x: takeMatrix(x, train), columns, y: at(train), weights: null },
      params,
      run,
    );
    const { user, system } = process.cpuUsage(began);
    micros += user + system;
    const said = new Float64Array(test.length * outputsOf(task));
    model.open(state)(takeMatrix(x, test), said);
    sum += measure(by, { task, threshold: 0.5 }, at(test), said, outputsOf(task));
  }
  return { metric: sum / folds, seconds: micros / 1e6 / folds };
}

function peer(folder: string): Measured {
  const script = join(import.meta.dirname, 'quality.py');
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const said = execFileSync(process.env.PYTHON ?? 'python3', [script, folder], {
    encoding: 'utf8',
    env: { ...process.env, ...one },
  });
  return JSON.parse(said);
}

const shown = ({ metric, seconds }: Measured): string => `${metric.toPrecision(5)} (${seconds.toFixed(1)} s)`;

console.log(`| set | metric | scikit-learn MLP | ${OURS.join(' | ')} |`);
console.log(`| --- | --- | --- |${' --- |'.repeat(OURS.length)}`);
for (const name of process.argv.length > 2 ? process.argv.slice(2) : SETS)
  await withFoldedSet(name, async (set, folder) => {
    const cells = [shown(peer(folder))];
    for (const ours of OURS) cells.push(shown(await measured(models.find((m) => m.name === ours)!, set)));
    console.log(`| ${[name, set.metric, ...cells].join(' | ')} |`);
  });
