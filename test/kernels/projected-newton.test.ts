import { array, assert, double, property } from 'fast-check';
import { expect, test } from 'vitest';
import { normalCdf } from '../../src/kernels/normal-cdf.ts';
import { projectedNewton } from '../../src/kernels/projected-newton.ts';
import { solvePositive } from '../../src/kernels/solve-positive.ts';

const number = double({ min: -5, max: 5, noNaN: true });

test('a least-squares problem with weights >= 0 ends where no allowed step goes down', () => {
  assert(
    property(array(array(number, { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 8 }), (rows) => {
      const y = rows.map((r) => r[0]! - 2 * r[1]! + 0.3);
      const slopes = new Float64Array(3);
      const f = (x: Float64Array, gradient: Float64Array, hessian: Float64Array): number => {
        gradient.fill(0);
        hessian.fill(0);
        let value = 0;
        for (let i = 0; i < 3; i++) {
          value += 0.005 * x[i]! ** 2;
          gradient[i]! += 0.01 * x[i]!;
          hessian[i * 4]! += 0.01;
        }
        rows.forEach((r, n) => {
          const error = r.reduce((sum, a, i) => sum + a * x[i]!, -y[n]!);
          value += error ** 2 / 2;
          r.forEach((a, i) => {
            gradient[i]! += error * a;
            r.forEach((b, j) => {
              hessian[i * 3 + j]! += a * b;
            });
          });
        });
        slopes.set(gradient);
        return value;
      };
      const x = new Float64Array(3).fill(1);
      projectedNewton(f, x, 1e-9, 200);
      f(x, new Float64Array(3), new Float64Array(9));
      x.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(0);
        if (value > 1e-9) expect(Math.abs(slopes[i]!)).toBeLessThan(1e-5);
        else expect(slopes[i]!).toBeGreaterThan(-1e-5);
      });
    }),
    { numRuns: 50 },
  );
});

test('a system with a positive definite matrix is solved, any other is told apart', () => {
  const b = Float64Array.of(1, 2, 3);
  expect(solvePositive(Float64Array.of(4, 1, 0, 1, 3, 1, 0, 1, 2), b)).toBe(true);
  const [x, y, z] = b as unknown as [number, number, number];
  expect(4 * x + y).toBeCloseTo(1, 12);
  expect(x + 3 * y + z).toBeCloseTo(2, 12);
  expect(y + 2 * z).toBeCloseTo(3, 12);
  expect(solvePositive(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
});

test('the normal distribution has its known values, and its tails add up', () => {
  // scipy.stats.norm.cdf
  for (const [z, p] of [
    [-6, 9.865876450376946e-10],
    [-1.959963984540054, 0.025],
    [0.5, 0.6914624612740131],
    [3, 0.9986501019683699],
  ] as const)
    expect(normalCdf(z) / p).toBeCloseTo(1, 6);
  assert(
    property(number, (z) => {
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 6);
    }),
  );
});
