import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { fitForest } from '../../../src/learn/trees/boost.ts';
import { columnsOf, madeMatrix, plain, trainingSet } from './made-rows.ts';

const columns = columnsOf(null, 6, null);
const tasks: readonly Task[] = [
  { category: 'regression' },
  { category: 'binary', classes: ['no', 'yes'] },
  { category: 'multiclass', classes: ['a', 'b', 'c'] },
];
const classOf = (v: number, classes: number): number =>
  Number.isNaN(v) ? 0 : Math.min(classes - 1, Math.abs(Math.round(v)));

describe('a fit is the same to the last bit in TypeScript and in WebAssembly, on one thread and on three', () => {
  const fits = (task: Task, rows: number, weighted: boolean, rounds: number) => {
    const made = trainingSet(task, madeMatrix(rows, columns, 3, 0.1), columns, (row) => {
      const v = (row[0] ?? 0) + 2 * (row[2] ?? 0);
      return task.category === 'regression'
        ? Number.isNaN(v)
          ? 0
          : v
        : classOf(v, task.category === 'binary' ? 2 : 3);
    });
    const train = weighted ? { ...made, weights: Float64Array.from(made.y, (_, i) => 0.5 + (i % 3)) } : made;
    return [plainKernels, wasmKernels(1), wasmKernels(3)].map((kernels) =>
      fitForest(train, { ...plain, rounds, rowShare: 0.7, patience: 0 }, { ...quietRun(5), kernels }),
    );
  };

  test.each(tasks)('of few rows: $category', (task) => {
    for (const weighted of [false, true]) {
      const [first, ...others] = fits(task, 900, weighted, 5);
      for (const other of others) expect(other).toEqual(first);
    }
  });

  test('of enough columns for several searches', () => {
    const many = columnsOf(...Array.from({ length: 20 }, (_, c) => (c % 5 === 4 ? 12 : null)));
    const x = madeMatrix(500, many, 4, 0.2);
    const train = trainingSet(tasks[0]!, x, many, (row) =>
      row.reduce((sum, v, c) => sum + (Number.isNaN(v) ? 0.5 : v * (c % 3)), 0),
    );
    const [first, ...others] = [plainKernels, wasmKernels(1), wasmKernels(3)].map((kernels) =>
      fitForest(train, { ...plain, rounds: 4, patience: 0 }, { ...quietRun(5), kernels }),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  test('of enough rows for several parts', () => {
    const [first, ...others] = fits(tasks[1]!, 140_000, false, 1);
    for (const other of others) expect(other).toEqual(first);
  });
});
