import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { symmetricEigen } from '../../../src/kernels/symmetric-eigen.ts';
import { project } from '../../../src/learn/decompose/directions.ts';
import { principalComponents } from '../../../src/learn/decompose/principal-components.ts';
import { truncatedSvd } from '../../../src/learn/decompose/truncated-svd.ts';
import { matrix, takeMatrix } from '../../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly sets: Record<string, number[][]>;
  readonly cases: readonly {
    readonly data: string;
    readonly method: 'pca' | 'truncated-svd';
    readonly components: number;
    readonly directions: number[][];
    readonly variances: number[];
    readonly singular: number[];
    readonly share: number;
    readonly projected: number[][];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/decompose/decompose.json'), 'utf8'),
);
const methods = { pca: principalComponents, 'truncated-svd': truncatedSvd };

function tableOf(name: string) {
  const columns = golden.sets[name]!;
  const rows = columns[0]!.length;
  const values = columns.flatMap((column) => {
    if (name === 'digits') return column;
    const mean = column.reduce((a, b) => a + b) / rows;
    const sd = Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / rows);
    return column.map((v) => (v - mean) / sd);
  });
  return matrix(rows, columns.length, Float64Array.from(values));
}

const expectClose = (got: Iterable<number>, expected: readonly number[], within: number): void => {
  [...got].forEach((v, i) => {
    expect(Math.abs(v - expected[i]!)).toBeLessThan(within * (1 + Math.abs(expected[i]!)));
  });
};

describe(`directions are those of ${golden.peer}, up to their sign`, () => {
  test.each(golden.cases)('$method of $data, $components', (given) => {
    const x = tableOf(given.data);
    const found = methods[given.method](x, null, given.components, quietRun());
    // The random draw is nearly, not wholly, what it stands for.
    const within = given.method === 'pca' ? 1e-9 : 1e-4;
    expectClose(found.directions, given.directions.flat(), within);
    expectClose(found.variances, given.variances, within);
    expectClose(found.singular, given.singular, within);
    expectClose([found.share], [given.share], within);
    const rows = takeMatrix(x, Int32Array.of(0, 1, 2, 3, 4));
    const out = matrix(5, given.components);
    project(found, rows, out);
    const byColumn = given.projected[0]!.flatMap((_, d) => given.projected.map((row) => row[d]!));
    expectClose(out.data, byColumn, within);
  });
});

test('eigenvectors are orthonormal and give the matrix back', () => {
  const sizes = fc.integer({ min: 1, max: 12 });
  const numbers = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const squares = sizes.chain((n) => fc.array(numbers, { minLength: n * n, maxLength: n * n }));
  fc.assert(
    fc.property(squares, (given) => {
      const n = Math.sqrt(given.length);
      const a = Float64Array.from({ length: n * n }, (_, i) => {
        const [r, c] = [Math.floor(i / n), i % n];
        return given[Math.min(r, c) * n + Math.max(r, c)]!;
      });
      const { values, vectors } = symmetricEigen(a, n);
      expect([...values]).toEqual([...values].sort((x, y) => y - x));
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let [product, back] = [0, 0];
          for (let k = 0; k < n; k++) {
            product += vectors[i * n + k]! * vectors[j * n + k]!;
            back += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
          }
          expect(Math.abs(product - Number(i === j))).toBeLessThan(1e-12);
          expect(Math.abs(back - a[i * n + j]!)).toBeLessThan(1e-9);
        }
    }),
  );
});

test.each(['pca', 'truncated-svd'] as const)('%s: a row of weight 2 is that row twice', (method) => {
  const x = tableOf('wine');
  const heavy = Float64Array.from({ length: x.rows }, (_, r) => 1 + (r % 2));
  const twice = Int32Array.from([...heavy.keys()].flatMap((r) => (heavy[r] === 2 ? [r, r] : [r])));
  const a = methods[method](x, heavy, 3, quietRun());
  const b = methods[method](takeMatrix(x, twice), null, 3, quietRun());
  expectClose(a.directions, [...b.directions], 1e-6);
  expectClose(a.variances, [...b.variances], 1e-6);
});

test.each(['pca', 'truncated-svd'] as const)(
  '%s takes one row, equal rows, and columns that repeat each other',
  (method) => {
    const one = methods[method](matrix(1, 3, Float64Array.of(1, 2, 3)), null, 2, quietRun());
    const flat = methods[method](matrix(4, 3, new Float64Array(12).fill(7)), null, 2, quietRun());
    const twins = matrix(5, 2, Float64Array.of(1, 2, 3, 4, 5, 1, 2, 3, 4, 5));
    const again = methods[method](twins, null, 5, quietRun());
    for (const { directions, variances } of [one, flat, again]) {
      expect(directions.every(Number.isFinite)).toBe(true);
      expect(variances.every((v) => v >= 0)).toBe(true);
    }
    expectClose(again.directions.subarray(0, 2), [Math.SQRT1_2, Math.SQRT1_2], 1e-9);
  },
);

test('principal components are the same to the last bit in TypeScript, on one thread and on three', () => {
  const r = random(1);
  // More rows than are taken together, columns in odd number.
  const x = matrix(300, 11, Float64Array.from({ length: 3300 }, r));
  const weights = Float64Array.from({ length: 300 }, () => 0.5 + r());
  for (const w of [null, weights]) {
    const [first, ...others] = [plainKernels, wasmKernels(1), wasmKernels(3)].map((kernels) =>
      principalComponents(x, w, 5, { ...quietRun(), kernels }),
    );
    for (const other of others) expect(other).toEqual(first);
  }
});
