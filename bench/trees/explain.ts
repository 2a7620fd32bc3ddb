/**
 * What the contributions of one row cost, of a random forest of 100 trees over made rows with 28 columns:
 *
 *     node bench/trees/explain.ts [rows=20000]
 *
 * CPU time, the mean over 30 rows after 5 others.
 */
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { forestParams } from '../../src/learn/trees/forest-params.ts';
import { randomForest } from '../../src/models/random-forest.ts';
import { madeRows, worlds } from './worlds.ts';

const EXPLAINED = 30;
const FIRST = 5;

const rows = Number(process.argv[2] ?? 20_000);
const train = madeRows({ ...worlds.small!, rows }, rows, 1);
const { params } = resolveParams('random-forest', forestParams, {});
const run = { ...quietRun(), kernels: wasmKernels(1) };
const forest = randomForest.fit(train, { ...params, bootstrap: true }, run) as Forest;
const explainer = randomForest.explain!(forest);
const out = new Float64Array(train.x.cols);
for (let row = 0; row < FIRST; row++) explainer.contributions(train.x, row, out);
const start = process.cpuUsage();
for (let row = FIRST; row < FIRST + EXPLAINED; row++) explainer.contributions(train.x, row, out);
const { user, system } = process.cpuUsage(start);
console.log(
  `${forest.arrays.left.length} nodes: ${((user + system) / 1000 / EXPLAINED).toFixed(1)} ms a row`,
);
