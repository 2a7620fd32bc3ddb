/**
 * A random forest against scikit-learn's, as many threads on both sides: how long a fit takes, and how good both are.
 *
 *     node --no-liftoff bench/trees/forest.ts [rows=200000] [trees=100] [threads=1]
 *
 * PYTHON=path/to/python (../quality/requirements.txt). Rows of `worlds.ts` with 30 columns, two classes; 5 columns tried
 * at each cut; at least 5 rows in a leaf, a row that was drawn twice counting twice. AUC on 100,000 other rows; out of
 * bag: share of training rows told wrong by the trees that have not seen them, and their AUC.
 */
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { forestParams } from '../../src/learn/trees/forest-params.ts';
import { randomForest } from '../../src/models/random-forest.ts';
import { askPeer } from './ask-peer.ts';
import { aucOf } from './auc.ts';
import { madeRows, worlds } from './worlds.ts';

const COLS = 30;
const TRIED = 5;
const LEAST_ROWS = 5;
const TEST_ROWS = 100_000;

interface Timed {
  readonly fitSeconds: number;
  readonly fitCpuSeconds: number;
  readonly outOfBagError: number;
  readonly outOfBagAuc: number;
  readonly auc: number;
}

const rows = Number(process.argv[2] ?? 200_000);
const trees = Number(process.argv[3] ?? 100);
const threads = Number(process.argv[4] ?? 1);
// As in a job, whose threads get up while data is read.
const kernels = wasmKernels(threads);
const world = { ...worlds.small!, rows, cols: COLS };
const train = madeRows(world, rows, 1);
const test = madeRows(world, TEST_ROWS, 2);
const theirs = askPeer<Timed>(
  'forest.py',
  { train, test },
  [COLS, trees, TRIED, LEAST_ROWS, threads],
  threads,
);
const ours = timed();
console.log(`${rows} x ${COLS}, ${trees} trees, threads: ${threads}\n`);
console.log(
  '| | fit, s | ours / it | CPU s | ours / it | out-of-bag error | out-of-bag AUC | AUC on other rows |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const [name, t] of Object.entries({ 'scikit-learn': theirs, Millwright: ours })) {
  const beside = (of: 'fitSeconds' | 'fitCpuSeconds') =>
    `${t[of].toFixed(1)} | ${(ours[of] / t[of]).toFixed(2)}`;
  const quality = `${t.outOfBagError.toFixed(5)} | ${t.outOfBagAuc.toFixed(5)} | ${t.auc.toFixed(5)}`;
  console.log(`| ${name} | ${beside('fitSeconds')} | ${beside('fitCpuSeconds')} | ${quality} |`);
}

function timed(): Timed {
  const run = { ...quietRun(), kernels };
  const given = { trees, columnShare: TRIED / COLS, minRowsPerLeaf: LEAST_ROWS };
  const { params } = resolveParams('random-forest', forestParams, given);
  const [began, start] = [performance.now(), process.cpuUsage()];
  const forest = randomForest.fit(train, { ...params, bootstrap: true }, run);
  const { user, system } = process.cpuUsage(start);
  const fitSeconds = (performance.now() - began) / 1000;
  if (forest instanceof Promise) throw new Error('expected a forest, got a promise of one');
  const out = new Float64Array(TEST_ROWS);
  randomForest.open(forest, wasmKernels(1))(test.x, out);
  return {
    fitSeconds,
    fitCpuSeconds: (user + system) / 1e6,
    outOfBagError: forest.facts.outOfBagError!,
    outOfBagAuc: forest.facts.outOfBagAuc!,
    auc: aucOf(test.y, out),
  };
}
