/** A smooth function to make small: gives its value at x and writes its gradient there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Stop when no component of the gradient is larger. */
  readonly tolerance: number;
  readonly iterations: number;
  /** Makes v roughly (inverse of the second derivatives) v, in place; left out, it is learned from the steps alone. */
  readonly inverse?: (v: Float64Array) => void;
  /** Called after every iteration; throw to stop. */
  readonly onIteration: (iteration: number, value: number) => void;
}

export interface LbfgsResult {
  readonly value: number;
  readonly iterations: number;
  /** False when the iterations ran out, or no step made the objective smaller before the tolerance was met. */
  readonly converged: boolean;
}

const MEMORY = 10;
const ARMIJO = 1e-4;
const HALVINGS = 40;
/** Changes of the value by less, in shares of it, may be no more than its rounding: then slopes decide. */
const ROUNDING = 1e-10;

/**
 * Minimise f(x) from the x given, in place, by limited-memory BFGS.
 *
 * f convex and differentiable. Deterministic. A direction of no curvature is never entered from x = 0, so a flat valley
 * ends at the point nearest the start. O(n x 20) an iteration besides the objective.
 *
 * Sources: Nocedal and Wright 2006, algorithms 7.4 and 7.5; Hager and Zhang 2005, "A new conjugate gradient method with
 * guaranteed descent and an efficient line search", section 4 (steps too small for the value to tell).
 */
export function lbfgs(objective: Objective, x: Float64Array, options: LbfgsOptions): LbfgsResult {
  const n = x.length;
  const history = startHistory(n);
  let gradient = new Float64Array(n);
  let nextGradient = new Float64Array(n);
  const direction = new Float64Array(n);
  const start = new Float64Array(n);
  let value = objective(x, gradient);

  for (let iteration = 1; iteration <= options.iterations; iteration++) {
    if (largest(gradient) <= options.tolerance) return { value, iterations: iteration - 1, converged: true };
    negate(gradient, direction);
    applyInverseHessian(history, direction, options.inverse);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      // Rounding has spoilt the memory: begin anew from the steepest descent.
      history.size = 0;
      negate(gradient, direction);
      slope = -dot(gradient, gradient);
    }

    start.set(x);
    const isScaled = history.size > 0 || options.inverse !== undefined;
    let step = isScaled ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
    let found = false;
    for (let halving = 0; halving < HALVINGS && !found; halving++, step /= 2) {
      for (let i = 0; i < n; i++) x[i] = start[i]! + step * direction[i]!;
      const next = objective(x, nextGradient);
      // On a parabola both say the same; near its bottom only the slope can still be told from its rounding.
      const isLower = next <= value + ARMIJO * step * slope;
      const isAlike = Math.abs(next - value) <= ROUNDING * Math.abs(value);
      if (isLower || (isAlike && dot(direction, nextGradient) <= (2 * ARMIJO - 1) * slope)) {
        value = next;
        found = true;
      }
    }
    if (!found) {
      x.set(start);
      if (history.size === 0) return { value, iterations: iteration, converged: false };
      history.size = 0;
      continue;
    }
    remember(history, x, start, nextGradient, gradient);
    [gradient, nextGradient] = [nextGradient, gradient];
    options.onIteration(iteration, value);
  }
  return { value, iterations: options.iterations, converged: false };
}

/** The last few steps and changes of gradient, as a ring. */
interface History {
  readonly steps: readonly Float64Array[];
  readonly changes: readonly Float64Array[];
  readonly products: Float64Array;
  readonly alphas: Float64Array;
  size: number;
  newest: number;
}

const startHistory = (n: number): History => ({
  steps: Array.from({ length: MEMORY }, () => new Float64Array(n)),
  changes: Array.from({ length: MEMORY }, () => new Float64Array(n)),
  products: new Float64Array(MEMORY),
  alphas: new Float64Array(MEMORY),
  size: 0,
  newest: -1,
});

function remember(
  history: History,
  x: Float64Array,
  start: Float64Array,
  gradient: Float64Array,
  before: Float64Array,
): void {
  const slot = (history.newest + 1) % MEMORY;
  const step = history.steps[slot]!;
  const change = history.changes[slot]!;
  for (let i = 0; i < x.length; i++) {
    step[i] = x[i]! - start[i]!;
    change[i] = gradient[i]! - before[i]!;
  }
  const product = dot(step, change);
  // No curvature could be seen (a straight or flat stretch): such a pair would make the direction point uphill.
  if (!(product > Number.EPSILON * dot(change, change))) return;
  history.products[slot] = product;
  history.newest = slot;
  history.size = Math.min(MEMORY, history.size + 1);
}

/** Two-loop recursion: v becomes (approximate inverse Hessian) v. */
function applyInverseHessian(history: History, v: Float64Array, inverse?: (v: Float64Array) => void): void {
  const { steps, changes, products, alphas, size, newest } = history;
  for (let back = 0; back < size; back++) {
    const k = (newest - back + MEMORY) % MEMORY;
    alphas[k] = dot(steps[k]!, v) / products[k]!;
    addScaled(v, -alphas[k]!, changes[k]!);
  }
  if (inverse !== undefined) inverse(v);
  else if (size > 0) {
    const scale = products[newest]! / dot(changes[newest]!, changes[newest]!);
    for (let i = 0; i < v.length; i++) v[i]! *= scale;
  }
  for (let back = size - 1; back >= 0; back--) {
    const k = (newest - back + MEMORY) % MEMORY;
    const beta = dot(changes[k]!, v) / products[k]!;
    addScaled(v, alphas[k]! - beta, steps[k]!);
  }
}

function negate(v: Float64Array, out: Float64Array): void {
  for (let i = 0; i < v.length; i++) out[i] = -v[i]!;
}

function largest(v: Float64Array): number {
  let most = 0;
  for (let i = 0; i < v.length; i++) most = Math.max(most, Math.abs(v[i]!));
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, scale: number, v: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i]! += scale * v[i]!;
}
