import { expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { isClassed } from '../../../src/contracts/task.ts';
import type { ForestSettings } from '../../../src/learn/trees/forest-settings.ts';
import { growForest } from '../../../src/learn/trees/grow-forest.ts';
import { binary, columnsOf, madeMatrix, regression, threeClasses, trainingSet } from './made-rows.ts';

const settings: ForestSettings = {
  trees: 4,
  maxLeaves: 0,
  maxDepth: 0,
  minRowsPerLeaf: 3,
  columnShare: 0.5,
  bootstrap: true,
  cuts: 'best',
  smoothing: 1,
  maxBins: 100,
};
const columns = columnsOf(null, 6, null, 70, null);
test.each([
  ['a value', regression, {}],
  ['two classes', binary, { columnShare: 1 }],
  ['three classes', threeClasses, {}],
  ['the leaf that gains most first', binary, { maxLeaves: 9 }],
  ['cuts by chance', threeClasses, { cuts: 'random', bootstrap: false }],
  ['weights, some of them 0', regression, { maxDepth: 4 }, (i: number) => (i % 4) / 2],
] as const)(
  'a forest is the same to the last bit in TypeScript, WebAssembly and on three threads: %s',
  (_, task, given: Partial<ForestSettings>, weightOf?: (i: number) => number) => {
    // More rows than a node of which bins are marked.
    const made = trainingSet(task, madeMatrix(700, columns, 3, 0.1), columns, (row) => {
      const v =
        (Number.isNaN(row[0]!) ? 1 : row[0]!) +
        2 * (Number.isNaN(row[2]!) ? 0 : row[2]!) +
        (row[1]! % 2 || 0);
      return !isClassed(task) ? v : Math.min(task.classes.length - 1, Math.abs(Math.round(v)));
    });
    const train = {
      ...made,
      weights: weightOf === undefined ? null : Float64Array.from(made.y, (__, i) => weightOf(i)),
    };
    const [first, ...others] = [plainKernels, wasmKernels(1), wasmKernels(3)].map((kernels) =>
      growForest(train, { ...settings, ...given }, { ...quietRun(5), kernels }),
    );
    expect(first!.arrays.left.length).toBeGreaterThan(30);
    for (const other of others) expect(other).toEqual(first);
  },
);
