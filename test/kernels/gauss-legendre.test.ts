import { expect, test } from 'vitest';
import { gaussLegendre } from '../../src/kernels/gauss-legendre.ts';

test('n points give the integral of any power up to 2n - 1, and of no higher one', () => {
  for (const n of [1, 2, 3, 7, 20, 64]) {
    const { points, weights } = gaussLegendre(n);
    const integral = (power: number): number =>
      points.reduce((sum, t, q) => sum + weights[q]! * t ** power, 0);
    for (let power = 0; power < 2 * n; power++)
      expect(Math.abs(integral(power) * (power + 1) - 1)).toBeLessThan(1e-13);
    if (n < 7) expect(Math.abs(integral(2 * n) * (2 * n + 1) - 1)).toBeGreaterThan(1e-4);
  }
});
