import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../../src/contracts/kernels.ts';
import { gemmScratch } from '../../../src/kernels/gemm.ts';
import { type Random, random } from '../../../src/kernels/random.ts';

const wasm = wasmKernels(1);

/** What the work writes, by the kernels in TypeScript and by those in WebAssembly. */
const both = (work: (kernels: Kernels) => readonly Float32Array[]): void => {
  const written = (kernels: Kernels) => kernels.scope(() => work(kernels).map((a) => Float32Array.from(a)));
  expect(written(wasm)).toEqual(written(plainKernels));
};

const drawn = (kernels: Kernels, length: number, r: Random): Float32Array =>
  filled(kernels.f32(length), () => 2 * r() - 1);

const filled = (out: Float32Array, value: () => number): Float32Array => {
  for (let i = 0; i < out.length; i++) out[i] = value();
  return out;
};

const size = fc.integer({ min: 0, max: 19 });
const seeds = fc.integer({ min: 0, max: 1e6 });

test('products are equal to the last bit, at any size, transposed or not, added or not', () => {
  const depth = fc.oneof(size, fc.integer({ min: 250, max: 600 }));
  fc.assert(
    fc.property(
      size,
      size,
      depth,
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      seeds,
      (m, n, k, how, seed) =>
        both((kernels) => {
          const r = random(seed);
          const [aTurned, bTurned, add] = how;
          const [a, b, c] = [drawn(kernels, m * k, r), drawn(kernels, k * n, r), drawn(kernels, m * n, r)];
          const [aRow, aCol] = aTurned ? [1, m] : [k, 1];
          const [bRow, bCol] = bTurned ? [1, k] : [n, 1];
          const scratch = kernels.f32(gemmScratch(n, k));
          kernels.call.gemm(m, n, k, a, aRow, aCol, b, bRow, bCol, c, Number(add), scratch);
          return [c];
        }),
    ),
  );
});

test('a product is the sum that it says', () => {
  const [a, b, c] = [
    Float32Array.of(1, 2, 3, 4, 5, 6),
    Float32Array.of(1, 0, 2, 1, 0, 3),
    Float32Array.of(9, 9, 9, 9),
  ];
  const scratch = new Float32Array(gemmScratch(2, 3));
  plainKernels.call.gemm(2, 2, 3, a, 3, 1, b, 2, 1, c, 0, scratch);
  expect([...c]).toEqual([5, 11, 14, 23]);
  // Of the transposed matrices: [1 4; 2 5; 3 6]' is a again.
  plainKernels.call.gemm(2, 2, 3, Float32Array.of(1, 4, 2, 5, 3, 6), 1, 2, b, 2, 1, c, 1, scratch);
  expect([...c]).toEqual([10, 22, 28, 46]);
});

test('rectified values, sums of rows and repeated rows are equal', () => {
  fc.assert(
    fc.property(size, size, seeds, (rows, cols, seed) =>
      both((kernels) => {
        const r = random(seed);
        const n = rows * cols;
        const [x, out, outGrad, xGrad] = [0, 1, 2, 3].map(() => drawn(kernels, n, r)) as Float32Array[];
        kernels.call.rectify(x!, out!, n);
        kernels.call.rectifyBack(out!, outGrad!, xGrad!, n);
        const sum = drawn(kernels, cols, r);
        kernels.call.addRows(x!, sum, rows, cols);
        const repeated = kernels.f32(n);
        kernels.call.repeatRow(sum, repeated, rows, cols);
        return [out!, xGrad!, sum, repeated];
      }),
    ),
  );
});

test('steps of Adam are equal, and leave the rows alone that are not named', () => {
  fc.assert(
    fc.property(size, fc.uniqueArray(fc.integer({ min: 0, max: 9 })), seeds, (width, named, seed) =>
      both((kernels) => {
        const r = random(seed);
        const [value, mean] = [drawn(kernels, 10 * width, r), drawn(kernels, 10 * width, r)];
        const square = filled(kernels.f32(10 * width), r);
        const grad = drawn(kernels, named.length * width, r);
        const before = Float32Array.from(value);
        const rows = kernels.i32(named.length);
        rows.set(named);
        const { adam } = kernels.call;
        adam(value, grad, mean, square, rows, named.length, width, 0.01, 0.9, 0.999, 1.7, 1e-8, 0.001);
        for (let i = 0; i < value.length; i++)
          if (!named.includes(Math.floor(i / width)))
            if (value[i] !== before[i]) throw new Error(`row ${Math.floor(i / width)} moved`);
        return [value, mean, square];
      }),
    ),
  );
});

test('rows of a table are looked up, added up and scattered alike', () => {
  const codes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(
      codes,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 1 }),
      seeds,
      (named, width, add, seed) =>
        both((kernels) => {
          const r = random(seed);
          const n = named.length;
          const [table, out] = [drawn(kernels, 9 * width, r), drawn(kernels, n * (width + 3), r)];
          const pairs = kernels.i32(2 * n);
          named.forEach((code, i) => {
            pairs[2 * i + 1] = code;
          });
          kernels.call.lookUpRows(table, width, 2, pairs, 2, 1, n, out, width + 3, 1, add, 0, 1);
          const slots = kernels.i32(n);
          slots.set(named);
          const grad = drawn(kernels, 7 * width, r);
          kernels.call.scatterRows(out, width + 3, 1, n, slots, grad, width, 0, n);
          return [out, grad];
        }),
    ),
  );
});

test('as many values are left out as were asked for, the same ones by both', () => {
  both((kernels) => {
    const [x, factor, out] = [drawn(kernels, 20_000, random(1)), kernels.f32(20_000), kernels.f32(20_000)];
    kernels.call.dropOut(x, factor, out, 20_000, 0.3 * 2 ** 32, 1 / 0.7, 3_000_000_000);
    const left = factor.reduce((sum, f) => sum + Number(f === 0), 0) / 20_000;
    // Four deviations of 20,000 draws.
    expect(Math.abs(left - 0.3)).toBeLessThan(0.013);
    const together = factor.reduce((sum, f, i) => sum + Number(f === 0 && factor[i + 1] === 0), 0) / 20_000;
    expect(Math.abs(together - 0.09)).toBeLessThan(0.01);
    return [factor, out];
  });
});

test.each([plainKernels, wasm])('clearing takes the first values, of any number, and no more', (kernels) => {
  for (const n of [0, 1, 3, 4, 7, 16]) {
    const values = kernels.f32(20).fill(1);
    kernels.call.clearValues(values, n);
    expect([...values]).toEqual(Array.from({ length: 20 }, (_, i) => (i < n ? 0 : 1)));
  }
});
