import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { rowProducts } from '../../../src/kernels/row-products.ts';
import { roomForBest, topK } from '../../../src/kernels/top-k.ts';
import { openBestProducts } from '../../../src/learn/factors/best-products.ts';

/** Rows in clouds, some of them equal, some of zeros, of lengths that differ by orders of magnitude. */
function madeTable(rows: number, size: number, seed: number): Float32Array {
  const r = random(seed);
  const table = new Float32Array(rows * size);
  for (let i = 0; i < rows; i++) {
    if (i % 11 === 3) continue;
    const length = 10 ** (3 * r() - 2);
    for (let j = 0; j < size; j++) table[i * size + j] = length * (2 * r() - 1);
    if (i % 7 === 5) table.copyWithin(i * size, (i - 1) * size, i * size);
  }
  return table;
}

test('the best products are those of all rows in full, to the last bit, equals by row', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(8, 12, 64, 100),
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(1e6),
      (size, rows, k, seed) => {
        const table = madeTable(rows, size, seed);
        const r = random(seed + 1);
        const vector = Float32Array.from({ length: size }, () => 2 * r() - 1);
        const excluded = Uint8Array.from({ length: rows }, () => (r() < 0.2 ? 1 : 0));
        const products = new Float32Array(rows);
        rowProducts(vector, size, table, 0, rows, products);
        const [got, wanted] = [roomForBest(k), roomForBest(k)];
        topK(products, rows, excluded, wanted);
        const told = openBestProducts(table, size, plainKernels).find(vector, excluded, got);
        expect(told).toBe(rows >= 16 * k);
        if (told) expect(got).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

test('a vector that says nothing, or no numbers, is left to others', () => {
  const { find } = openBestProducts(madeTable(300, 8, 1), 8, plainKernels);
  for (const fill of [0, Number.NaN, Infinity])
    expect(find(new Float32Array(8).fill(fill), new Uint8Array(300), roomForBest(3))).toBe(false);
});
