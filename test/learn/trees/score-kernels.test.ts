import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { openForest } from '../../../src/learn/trees/score.ts';
import { takeMatrix } from '../../../src/table/matrix.ts';
import { columnsOf, fitted, madeMatrix, trainingSet } from './made-rows.ts';

const columns = columnsOf(null, 5, null, 40);
const tasks: readonly Task[] = [
  { category: 'regression' },
  { category: 'multiclass', classes: ['a', 'b', 'c'] },
];

describe.each(tasks)('a forest of $category', (task) => {
  const outputs = task.category === 'multiclass' ? 3 : 1;
  const train = trainingSet(task, madeMatrix(600, columns, 1, 0.1), columns, (row) => {
    const v = (row[0] ?? 0) + (row[2] ?? 0) * 2;
    return task.category === 'regression' ? v : Math.min(2, Math.abs(Math.round(Number.isNaN(v) ? 0 : v)));
  });

  // 3 x 7 trees leave some over when they are taken eight at a time; 600 rows fill two chunks and begin a third.
  test('scores alike to the last bit in TypeScript and WebAssembly, alone and in a batch', () => {
    for (const rounds of [0, 1, 7, 11]) {
      const forest = fitted(train, { rounds, patience: 0 });
      const rows = madeMatrix(600, columns, 2, 0.2);
      const [plain, wasm] = [plainKernels, wasmKernels(1)].map((kernels) => {
        const score = openForest(forest, kernels);
        const [all, one] = [new Float64Array(600 * outputs), new Float64Array(outputs)];
        score(rows, all);
        for (const i of [0, 255, 256, 599]) {
          score(takeMatrix(rows, Int32Array.of(i)), one);
          expect([...one]).toEqual([...all.subarray(i * outputs, (i + 1) * outputs)]);
        }
        return [...all];
      });
      expect(wasm).toEqual(plain);
    }
  });
});
