import { solvePositive } from './solve-positive.ts';

/** A convex function: gives its value at x, writes its gradient [n] and its second derivatives [n x n] there. */
export type Curved = (x: Float64Array, gradient: Float64Array, hessian: Float64Array) => number;

const ARMIJO = 1e-4;
const HALVINGS = 50;

/**
 * Minimise a strictly convex function over x >= 0, from the x given, in place.
 *
 * Coordinates at 0 whose slope would push them below stay; the others take a Newton step, cut back at 0 and halved until
 * the value falls. For few coordinates: O(n^3) an iteration besides the function.
 *
 * Source: Bertsekas 1982, "Projected Newton methods for optimization problems with simple constraints".
 */
export function projectedNewton(f: Curved, x: Float64Array, tolerance: number, iterations: number): number {
  const n = x.length;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const next = new Float64Array(n);
  const unused = { gradient: new Float64Array(n), hessian: new Float64Array(n * n) };
  let value = f(x, gradient, hessian);
  for (let i = 0; i < iterations; i++) {
    const free: number[] = [];
    for (let j = 0; j < n; j++) if (x[j]! > 0 || gradient[j]! < 0) free.push(j);
    if (free.every((j) => Math.abs(gradient[j]!) <= tolerance)) break;
    const step = newtonStep(free, gradient, hessian);
    let share = 1;
    let reached = value;
    for (let halving = 0; halving < HALVINGS; halving++, share /= 2) {
      next.set(x);
      let fall = 0;
      free.forEach((j, k) => {
        next[j] = Math.max(0, x[j]! - share * step[k]!);
        fall += gradient[j]! * (x[j]! - next[j]!);
      });
      reached = f(next, unused.gradient, unused.hessian);
      if (reached <= value - ARMIJO * fall) break;
    }
    if (!(reached < value)) break;
    x.set(next);
    value = f(x, gradient, hessian);
  }
  return value;
}

/** Of the free coordinates; the gradient itself where the second derivatives do not curve upwards. */
function newtonStep(free: readonly number[], gradient: Float64Array, hessian: Float64Array): Float64Array {
  const n = gradient.length;
  const step = Float64Array.from(free, (j) => gradient[j]!);
  const block = Float64Array.from({ length: free.length ** 2 }, (_, at) => {
    const i = free[Math.floor(at / free.length)]!;
    return hessian[i * n + free[at % free.length]!]!;
  });
  return solvePositive(block, step) ? step : Float64Array.from(free, (j) => gradient[j]!);
}
