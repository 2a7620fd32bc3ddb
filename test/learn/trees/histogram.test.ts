import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../src/kernels/random.ts';
import { range } from '../../../src/kernels/range.ts';
import { binMatrix, chooseBins } from '../../../src/learn/trees/bins.ts';
import {
  buildHistogram,
  histogramOffsets,
  SUMS,
  subtractHistogram,
} from '../../../src/learn/trees/histogram.ts';
import { partitionRows } from '../../../src/learn/trees/partition.ts';
import { columnsOf, madeMatrix } from './made-rows.ts';

/** Derivatives are whole numbers, so that sums are exact and may be compared to the last bit. */
const made = (rows: number, cols: number, seed: number) => {
  const columns = columnsOf(...Array<null>(cols).fill(null));
  const x = madeMatrix(rows, columns, seed, 0.1);
  const bins = chooseBins(x, columns, null, 255, random(1));
  const r = random(seed + 1);
  const whole = () => Float64Array.from({ length: rows }, () => Math.floor(r() * 9) - 4);
  return {
    x: binMatrix(x, bins),
    offset: histogramOffsets(bins),
    grad: whole(),
    hess: whole(),
    weight: whole(),
  };
};

const histogram = ({ x, offset, grad, hess, weight }: ReturnType<typeof made>, rows: Int32Array) => {
  const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  const leaf = { rows, grad: pick(grad), hess: pick(hess), weight: pick(weight) };
  const out = new Float64Array(offset.at(-1)! * SUMS).fill(99);
  buildHistogram(x, range(x.cols), offset, leaf, rows.length, out);
  return out;
};

describe('histogram', () => {
  it('sums each bin of each column, for odd and even numbers of columns', () => {
    for (const cols of [1, 2, 3]) {
      const data = made(50, cols, cols);
      const out = histogram(data, range(50));
      for (let c = 0; c < cols; c++)
        for (let b = 0; b < data.offset[c + 1]! - data.offset[c]!; b++) {
          const rows = [...range(50)].filter((i) => data.x.codes[c * 50 + i] === b);
          const sum = (values: Float64Array) => rows.reduce((s, i) => s + values[i]!, 0);
          const at = (data.offset[c]! + b) * SUMS;
          expect([...out.subarray(at, at + SUMS)]).toEqual([data.grad, data.hess, data.weight].map(sum));
        }
    }
  });

  it('parent = left + right', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 80 }),
        fc.integer({ min: 1, max: 40 }),
        (seed, rows, bin) => {
          const data = made(rows, 3, seed);
          const goesLeft = new Uint8Array(256).fill(1, 0, bin);
          const order = range(rows);
          const left = partitionRows(data.x.codes, rows, goesLeft, order, 0, rows, new Int32Array(rows));
          const parent = histogram(data, range(rows));
          subtractHistogram(parent, histogram(data, order.slice(0, left)));
          expect(parent).toEqual(histogram(data, order.slice(left)));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('partition', () => {
  it('puts left rows first and keeps the order on both sides', () => {
    const codes = Uint8Array.of(9, 9, 1, 2, 1, 0, 2);
    const order = Int32Array.of(7, 4, 3, 2, 1, 0, 8);
    const goesLeft = new Uint8Array(256).fill(1, 1, 2);
    // Column from index 2: rows 0..4 have bins 1 2 1 0 2.
    expect(partitionRows(codes, 2, goesLeft, order, 1, 6, new Int32Array(5))).toBe(2);
    expect([...order]).toEqual([7, 2, 0, 4, 3, 1, 8]);
  });
});
