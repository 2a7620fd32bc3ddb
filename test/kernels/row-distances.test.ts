import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';

const wasm = wasmKernels(1);
const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });

test('squared distances are those of the formula, and the same in both forms', () => {
  fc.assert(
    fc.property(
      fc.nat(9),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(5),
      fc.infiniteStream(number),
      (cols, count, from, some) => {
        const rows = from + count + 2;
        const next = (): number => some.next().value;
        const [x, q] = [Array.from({ length: cols * rows }, next), Array.from({ length: cols }, next)];
        const [a, b] = [plainKernels, wasm].map((kernels) =>
          kernels.scope(() => {
            const [point, data, out] = [kernels.f64(cols), kernels.f64(cols * rows), kernels.f64(count)];
            point.set(q);
            data.set(x);
            kernels.call.rowDistances(point, cols, data, rows, from, count, out);
            return [...out];
          }),
        );
        expect(a).toEqual(b);
        a!.forEach((d, i) => {
          const expected = q.reduce((s, v, c) => s + (x[c * rows + from + i]! - v) ** 2, 0);
          expect(d).toBeCloseTo(expected, 4);
        });
      },
    ),
  );
});
