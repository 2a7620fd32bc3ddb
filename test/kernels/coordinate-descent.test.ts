import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { descendByCoordinates } from '../../src/kernels/coordinate-descent.ts';
import { random } from '../../src/kernels/random.ts';

/** H = A'A + ridge, from rows whose columns share a part `common`. */
function made(n: number, common: number, seed: number) {
  const r = random(seed);
  const rows = Array.from({ length: 2 * n }, () => {
    const shared = common * (r() - 0.5);
    return Array.from({ length: n }, () => r() - 0.5 + shared);
  });
  const hessian = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 1e-3 : 0);
  });
  const linear = Float64Array.from({ length: n }, () => 4 * (r() - 0.5));
  return { hessian, linear };
}

const slopesAt = (hessian: Float64Array, linear: Float64Array, x: Float64Array): Float64Array =>
  linear.map((b, i) => x.reduce((sum, v, j) => sum + hessian[i * x.length + j]! * v, b));

test('ends where no side of any coordinate goes down, wherever it starts', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.integer(),
      (n, common, charge, seed) => {
        const { hessian, linear } = made(n, common, seed);
        const x = Float64Array.from({ length: n }, (_, i) => i - 2);
        const l1 = new Float64Array(n).fill(charge);
        descendByCoordinates({ hessian, linear, l1 }, x, 1e-8, 1e5, () => {});
        slopesAt(hessian, linear, x).forEach((slope, i) => {
          if (x[i] === 0) expect(Math.abs(slope)).toBeLessThan(charge + 1e-7);
          else expect(Math.abs(slope + Math.sign(x[i]!) * charge)).toBeLessThan(1e-7);
        });
      },
    ),
  );
});

test('does not crawl where columns lean on each other', () => {
  const { hessian, linear } = made(60, 5, 7);
  const l1 = new Float64Array(60).fill(0.01);
  let sweeps = 0;
  descendByCoordinates({ hessian, linear, l1 }, new Float64Array(60), 1e-8, 1e5, () => {
    sweeps += 1;
  });
  // 70,000 without solving for those that are not 0.
  expect(sweeps).toBeLessThan(1000);
});

test('stops when its sweeps are done', () => {
  const { hessian, linear } = made(20, 5, 7);
  let sweeps = 0;
  descendByCoordinates({ hessian, linear, l1: new Float64Array(20) }, new Float64Array(20), 0, 9, () => {
    sweeps += 1;
  });
  expect(sweeps).toBe(9);
});
