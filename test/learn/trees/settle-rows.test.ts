import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { range } from '../../../src/kernels/range.ts';
import { binMatrix, chooseBins } from '../../../src/learn/trees/bins.ts';
import { layRecords } from '../../../src/learn/trees/block-records.ts';
import { Booster, type BoostPlan } from '../../../src/learn/trees/booster.ts';
import { logistic } from '../../../src/learn/trees/losses/logistic.ts';
import { settleRows, worthSettling } from '../../../src/learn/trees/settle-rows.ts';
import { columnsOf, madeMatrix, plain } from './made-rows.ts';

const ROWS = 600;

function planned(kernels: Kernels): BoostPlan {
  const columns = columnsOf(null, null, 6, null);
  const matrix = madeMatrix(ROWS, columns, 3, 0.1);
  const bins = chooseBins(kernels, matrix, columns, null, 255, random(1));
  const x = binMatrix(kernels, matrix, bins);
  const [y, weights] = [kernels.f64(ROWS), kernels.f64(ROWS)];
  for (let i = 0; i < ROWS; i++) {
    y[i] = matrix.data[i]! + 0.3 * matrix.data[ROWS + i]! > 0.6 ? 1 : 0;
    weights[i] = 1 + (i % 4);
  }
  const data = { x, y, weights, lists: null };
  const run = { ...quietRun(1), kernels };
  const base = logistic.base(data);
  return { data, records: layRecords(kernels, x), bins, base, loss: logistic, settings: plain, run };
}

/** What is known of each row. */
const rowsOf = ({ data: { x, y, weights } }: BoostPlan): string[] =>
  Array.from(y, (truth, i) =>
    [truth, weights![i], ...Array.from({ length: x.cols }, (_, c) => x.codes[c * ROWS + i])].join(),
  );

const grown = (plan: BoostPlan) => {
  const booster = new Booster(plan, range(ROWS), 1);
  return Array.from({ length: 5 }, () => booster.round()[0]!);
};

describe.each([
  ['TypeScript', plainKernels],
  ['WebAssembly', wasmKernels(2)],
])('rows settled in %s', (_, kernels) => {
  const [before, plan] = [planned(kernels), planned(kernels)];
  settleRows(plan);

  test('are the same rows in another order, in their records too', () => {
    expect(rowsOf(plan)).not.toEqual(rowsOf(before));
    expect(rowsOf(plan).sort()).toEqual(rowsOf(before).sort());
    expect(plan.records).toEqual(layRecords(kernels, plan.data.x));
  });

  test('stand leaf after leaf of the first tree', () => {
    const [tree] = grown(plan);
    const leaves = Array.from(range(ROWS), (row) => tree!.leafOf(plan.data.x, row));
    const moves = leaves.filter((leaf, i) => i > 0 && leaf !== leaves[i - 1]).length;
    expect(moves).toBe(tree!.leaves - 1);
  });

  test('grow the same trees', () => {
    const [ours, theirs] = [grown(plan), grown(before)];
    ours.forEach((tree, i) => {
      expect(tree.splits).toEqual(theirs[i]!.splits);
      expect(tree.value).toEqual(theirs[i]!.value);
    });
  });
});

test('rows stay where they are in small tables, short fits and lists', () => {
  const plan = planned(plainKernels);
  const records = { ...plan.records, bytes: new Uint8Array(2 ** 22 + 1) };
  const large = { ...plan, records };
  expect(worthSettling(large)).toBe(true);
  expect(worthSettling(plan)).toBe(false);
  expect(worthSettling({ ...large, settings: { ...plain, rounds: 19 } })).toBe(false);
  const lists = { order: range(ROWS), start: Int32Array.of(0, ROWS) };
  expect(worthSettling({ ...large, data: { ...plan.data, lists } })).toBe(false);
});
