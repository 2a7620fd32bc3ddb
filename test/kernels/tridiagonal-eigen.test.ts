import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../src/kernels/random.ts';
import { symmetricEigen } from '../../src/kernels/symmetric-eigen.ts';
import { tridiagonalEigen } from '../../src/kernels/tridiagonal-eigen.ts';

/** x' x of `rows` random rows: of lower rank than n where there are fewer. */
function squares(n: number, rows: number, seed: number): Float64Array {
  const r = random(seed);
  const x = Float64Array.from({ length: rows * n }, () => 2 * r() - 1);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < rows; k++) a[i * n + j]! += x[k * n + i]! * x[k * n + j]!;
  return a;
}

/** The largest difference between v' a v and the diagonal of values, and between v' v and the identity. */
function apart(a: Float64Array, v: Float64Array, values: Float64Array, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let [product, squared] = [0, 0];
      for (let k = 0; k < n; k++) {
        squared += v[k * n + i]! * v[k * n + j]!;
        for (let q = 0; q < n; q++) product += v[k * n + i]! * a[k * n + q]! * v[q * n + j]!;
      }
      const same = i === j ? 1 : 0;
      worst = Math.max(worst, Math.abs(product - same * values[i]!), Math.abs(squared - same));
    }
  return worst;
}

test('vectors are at right angles and bring the matrix to its diagonal, of any rank', () => {
  const size = fc.integer({ min: 0, max: 14 });
  fc.assert(
    fc.property(size, size, fc.integer(), (n, rows, seed) => {
      const a = squares(n, rows, seed);
      const v = a.slice();
      const values = tridiagonalEigen(v, n);
      expect(apart(a, v, values, n)).toBeLessThan(1e-11);
    }),
  );
});

test.each([
  ['diagonal', 3, [5, 0, 0, 0, -2, 0, 0, 0, 1e-9]],
  ['zero', 2, [0, 0, 0, 0]],
  ['equal values', 3, [2, 1, 1, 1, 2, 1, 1, 1, 2]],
  ['zeros beside the diagonal', 4, [1, 0, 0, 2, 0, 3, 0, 0, 0, 0, 4, 0, 2, 0, 0, 1]],
])('%s', (_name, n, entries) => {
  const a = Float64Array.from(entries);
  const v = a.slice();
  const values = tridiagonalEigen(v, n);
  expect(apart(a, v, values, n)).toBeLessThan(1e-14);
});

test('values are those that rotations find', () => {
  const a = squares(48, 60, 4);
  const sorted = tridiagonalEigen(a.slice(), 48).sort().reverse();
  symmetricEigen(a, 48).values.forEach((value, i) => {
    expect(sorted[i]).toBeCloseTo(value, 10);
  });
});
