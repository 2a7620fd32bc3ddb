import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lbfgs, type Objective } from '../../src/kernels/lbfgs.ts';

const options = { tolerance: 1e-9, iterations: 2000, onIteration: () => {} };

/** sum_i c_i (x_i - t_i)^2 / 2 */
const bowl =
  (curvature: readonly number[], target: readonly number[]): Objective =>
  (x, gradient) =>
    x.reduce((value, v, i) => {
      gradient[i] = curvature[i]! * (v - target[i]!);
      return value + (curvature[i]! * (v - target[i]!) ** 2) / 2;
    }, 0);

const side = fc.double({ min: -10, max: 10, noNaN: true });
const curvature = fc.double({ min: 0.1, max: 100, noNaN: true });
const bowls = fc.array(fc.tuple(curvature, side), { minLength: 1, maxLength: 12 });

test('finds the bottom of any bowl', () => {
  fc.assert(
    fc.property(bowls, (axes) => {
      const target = axes.map(([, t]) => t);
      const x = new Float64Array(axes.length);
      const result = lbfgs(
        bowl(
          axes.map(([c]) => c),
          target,
        ),
        x,
        options,
      );
      expect(result.converged).toBe(true);
      x.forEach((v, i) => {
        expect(v).toBeCloseTo(target[i]!, 6);
      });
    }),
  );
});

test('walks the curved valley of Rosenbrock', () => {
  const x = Float64Array.of(-1.2, 1);
  const result = lbfgs(
    ([a, b], gradient) => {
      gradient[0] = -2 * (1 - a!) - 400 * a! * (b! - a! * a!);
      gradient[1] = 200 * (b! - a! * a!);
      return (1 - a!) ** 2 + 100 * (b! - a! * a!) ** 2;
    },
    x,
    options,
  );
  expect(result.converged).toBe(true);
  expect(x[0]).toBeCloseTo(1, 6);
  expect(x[1]).toBeCloseTo(1, 6);
});

test('stays where a flat direction leaves it, and says when iterations ran out', () => {
  const flat: Objective = (x, gradient) => {
    gradient[0] = x[0]! + x[1]! - 2;
    gradient[1] = gradient[0]!;
    return (x[0]! + x[1]! - 2) ** 2 / 2;
  };
  const x = new Float64Array(2);
  lbfgs(flat, x, options);
  expect([...x]).toEqual([1, 1]);
  const hurried = lbfgs(bowl([1, 50], [3, 4]), new Float64Array(2), { ...options, iterations: 1 });
  expect(hurried).toMatchObject({ converged: false, iterations: 1 });
});

test('goes on where the value no longer tells a step from its rounding', () => {
  const low = bowl([1, 50, 1000], [3, 4, -5]);
  const x = new Float64Array(3);
  let calls = 0;
  // A sum of a million terms is off by this much, now this way and now that.
  const rounded: Objective = (at, gradient) => (1e3 + low(at, gradient)) * (1 + 1e-13 * (++calls % 3));
  const result = lbfgs(rounded, x, options);
  expect(result.converged).toBe(true);
  expect(result.iterations).toBeLessThan(30);
  expect(x[2]).toBeCloseTo(-5, 9);
});

test('a given inverse of the second derivatives makes a bowl one step deep', () => {
  const x = new Float64Array(2);
  const inverse = (v: Float64Array): void => {
    v[0]! /= 3;
    v[1]! /= 700;
  };
  const result = lbfgs(bowl([3, 700], [1, 2]), x, { ...options, inverse });
  expect(result.iterations).toBe(1);
  expect([...x]).toEqual([1, 2]);
});
