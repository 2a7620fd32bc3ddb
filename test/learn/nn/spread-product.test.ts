import { expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { gemmScratch } from '../../../src/kernels/gemm.ts';
import { random } from '../../../src/kernels/random.ts';
import { spreadProduct } from '../../../src/learn/nn/spread-product.ts';

test('a product is the same to the last bit in TypeScript, on one thread and on three', () => {
  const [m, n, k] = [303, 70, 51];
  for (const transposed of [false, true]) {
    const [first, ...others] = [plainKernels, wasmKernels(1), wasmKernels(3)].map((kernels) => {
      const r = random(1);
      const [x, y, z] = [m * k, k * n, m * n].map((size) => {
        const values = kernels.f32(size);
        for (let i = 0; i < size; i++) values[i] = r() - 0.5;
        return values;
      });
      const [row, col] = transposed ? [1, m] : [k, 1];
      spreadProduct(kernels, gemmScratch(n, k))(m, n, k, x!, row!, col!, y!, n, 1, z!, 1);
      return [...z!];
    });
    for (const other of others) expect(other).toEqual(first);
  }
});
