import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { range } from '../../../src/kernels/range.ts';
import { binMatrix, chooseBins } from '../../../src/learn/trees/bins.ts';
import { layRecords } from '../../../src/learn/trees/block-records.ts';
import { Histograms } from '../../../src/learn/trees/histogram.ts';
import { LeafOrder } from '../../../src/learn/trees/leaf-order.ts';
import { SUMS } from '../../../src/learn/trees/leaf-sums.ts';
import { PackedDerivatives } from '../../../src/learn/trees/packed-derivatives.ts';
import { columnsOf, madeMatrix } from './made-rows.ts';

const wasm = wasmKernels(2);
const both: [string, Kernels][] = [
  ['TypeScript', plainKernels],
  ['WebAssembly', wasm],
];

const made = (kernels: Kernels, rows: number, cols: number, seed: number, weighted = false, bins = 255) => {
  const columns = columnsOf(...Array<null>(cols).fill(null));
  const x = madeMatrix(rows, columns, seed, 0.1);
  const chosen = chooseBins(kernels, x, columns, null, bins, random(1));
  const binned = binMatrix(kernels, x, chosen);
  const r = random(seed + 1);
  const [grad, hess, weight] = [kernels.f64(rows), kernels.f64(rows), kernels.f64(rows)];
  for (let i = 0; i < rows; i++) {
    weight[i] = weighted ? 1 + Math.floor(3 * r()) : 1;
    grad[i] = weight[i]! * (r() - 0.4);
    hess[i] = weight[i]! * r() * 0.25;
  }
  const derivatives = new PackedDerivatives(kernels, rows, weighted ? weight : null);
  derivatives.set({ grad, hess });
  const histograms = new Histograms(kernels, layRecords(kernels, binned), chosen, derivatives);
  const order = kernels.i32(rows);
  order.set(range(rows));
  return { x: binned, bins: chosen, grad, hess, weight, histograms, order };
};

/** [SUMS x bins] of each column. */
const readAll = ({ bins, histograms }: ReturnType<typeof made>, h: Float64Array) =>
  bins.map((b, c) => [
    ...histograms
      .read(h)
      .of(c)
      .subarray(0, SUMS * (b.count + 1)),
  ]);

describe.each(both)('a histogram in %s', (_, kernels) => {
  it('sums each bin of each column, for any number of columns and bins, with weights and without', () => {
    const shapes = [1, 4, 5, 12, 13, 16, 17, 35].flatMap((cols) =>
      [10, 40, 255].map((bins) => ({ cols, bins })),
    );
    for (const { cols, bins } of shapes)
      for (const weighted of [false, true])
        kernels.scope(() => {
          const rows = 300;
          const data = made(kernels, rows, cols, cols, weighted, bins);
          const sums = readAll(data, data.histograms.count(data.order, 10, 290));
          sums.forEach((of, c) => {
            const expected = new Float64Array(of.length);
            for (let i = 10; i < 290; i++) {
              const k = data.x.codes[c * rows + i]! * SUMS;
              for (const [s, v] of [data.grad[i]!, data.hess[i]!, data.weight[i]!].entries())
                expected[k + s] = expected[k + s]! + v;
            }
            of.forEach((v, k) => {
              expect(v).toBeCloseTo(expected[k]!, k % SUMS === 2 ? 12 : 3);
            });
          });
        });
  });

  it('parent = left + right, to the last bit', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 80 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (seed, rows, bin, weighted) =>
          kernels.scope(() => {
            const data = made(kernels, rows, 3, seed, weighted);
            const { histograms, order } = data;
            const leaves = new LeafOrder(kernels, data.x);
            leaves.rows.set(order);
            const goesLeft = new Uint8Array(256).fill(1, 0, bin);
            const left = leaves.part({ column: 1, gain: 1, lastLeft: bin, goesLeft }, 0, rows);
            const parent = histograms.count(order, 0, rows);
            histograms.subtract(parent, histograms.count(leaves.rows, 0, left));
            expect(readAll(data, parent)).toEqual(readAll(data, histograms.count(leaves.rows, left, rows)));
          }),
      ),
      { numRuns: 50 },
    );
  });
});

it('is the same in TypeScript and WebAssembly, on one thread or two, for leaves of many parts', () => {
  const one = wasmKernels(1);
  const [plain, ...others] = [plainKernels, one, wasm].map((kernels) =>
    kernels.scope(() => {
      const data = made(kernels, 200_000, 3, 5);
      const leaves = new LeafOrder(kernels, data.x);
      leaves.rows.set(data.order);
      const goesLeft = new Uint8Array(256).fill(1, 0, 100);
      const left = leaves.part({ column: 1, gain: 1, lastLeft: 99, goesLeft }, 0, 200_000);
      return {
        left,
        rows: leaves.rows.slice(),
        sums: readAll(data, data.histograms.count(leaves.rows, 0, left)),
      };
    }),
  );
  for (const other of others) expect(other).toEqual(plain);
});

describe.each(both)('a leaf parted in %s', (_, kernels) => {
  it('has left rows first and keeps the order on both sides', () => {
    kernels.scope(() => {
      const codes = kernels.u8(9);
      codes.set([1, 2, 1, 0, 2, 9, 9, 9, 9]);
      const order = new LeafOrder(kernels, { rows: 9, cols: 1, codes });
      order.rows.set([7, 4, 3, 2, 1, 0, 8]);
      const goesLeft = new Uint8Array(256).fill(1, 1, 2);
      expect(order.part({ column: 0, gain: 1, lastLeft: 1, goesLeft }, 1, 6)).toBe(2);
      expect([...order.rows.subarray(0, 7)]).toEqual([7, 2, 0, 4, 3, 1, 8]);
    });
  });
});
