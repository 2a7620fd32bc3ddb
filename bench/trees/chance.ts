/**
 * Whether boosted trees are as good as LightGBM's and scikit-learn's, beyond chance: fits as in run.ts on several tables
 * made alike, each with several numbers of bins.
 *
 *     node --no-liftoff bench/trees/chance.ts [world=small] [tables=5]        PYTHON=path/to/python (../quality/requirements.txt)
 *
 * Which of the columns that show only in products is found first turns on the last digits of a gain, and moves all later
 * trees of a fit: a few bins less move the AUC of any of the programs by some thousandths. Prints, for each table, the mean
 * AUC over numbers of bins and their range, then the mean difference, ours less theirs, with a 95 % interval by the t
 * distribution over tables. One thread each.
 */
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { studentQuantile } from '../../src/kernels/student-quantile.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { askPeer } from './ask-peer.ts';
import { aucOf } from './auc.ts';
import { madeRows, worlds } from './worlds.ts';

const BINS = [255, 240, 225];
const TEST_ROWS = 100_000;
/** The same in chance.py. */
const GIVEN = { rounds: 100, learningRate: 0.1, maxLeaves: 31, l2: 5, minHessian: 1 };

/** AUC by number of bins. */
function ours(train: TrainingSet, test: TrainingSet): number[] {
  return BINS.map((maxBins) => {
    const given = { ...GIVEN, patience: 0, rowShare: 1, columnShare: 1, maxBins };
    const { params } = resolveParams('boosted-trees', boostParams, given);
    const forest = boostedTrees.fit(train, params, { ...quietRun(), kernels: wasmKernels(1) }) as Forest;
    const said = new Float64Array(TEST_ROWS);
    boostedTrees.open(forest, wasmKernels(1))(test.x, said);
    return aucOf(test.y, said);
  });
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;

const [name = 'small', tables = '5'] = process.argv.slice(2);
const world = worlds[name];
if (world === undefined) throw new Error(`expected one of ${Object.keys(worlds).join(', ')}. Got ${name}`);
const differences = new Map<string, number[]>();
for (let table = 1; table <= Number(tables); table++) {
  const train = madeRows(world, world.rows, 2 * table - 1);
  const test = madeRows(world, TEST_ROWS, 2 * table);
  const us = ours(train, test);
  const peers = askPeer<Record<string, number[]>>('chance.py', { train, test }, [world.cols, ...BINS], 1);
  const said = Object.entries({ Millwright: us, ...peers }).map(([peer, aucs]) => {
    const [low, high] = [Math.min(...aucs), Math.max(...aucs)];
    return `${peer} ${mean(aucs).toFixed(5)} (${low.toFixed(5)} to ${high.toFixed(5)})`;
  });
  console.log(`table ${table}: ${said.join(', ')}`);
  for (const [peer, aucs] of Object.entries(peers))
    differences.set(peer, [...(differences.get(peer) ?? []), mean(us) - mean(aucs)]);
}
for (const [peer, of] of differences) {
  const middle = mean(of);
  const variance = of.reduce((sum, d) => sum + (d - middle) ** 2, 0) / (of.length - 1);
  const half = studentQuantile(0.975, of.length - 1) * Math.sqrt(variance / of.length);
  console.log(
    `to ${peer}: ${middle.toFixed(5)} [${(middle - half).toFixed(5)}, ${(middle + half).toFixed(5)}]`,
  );
}
