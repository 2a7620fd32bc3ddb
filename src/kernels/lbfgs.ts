/** A smooth function to make small: gives its value at x and writes its gradient there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** [n] weight of |x_i| added to the objective, >= 0; null = none. */
  readonly l1: Float64Array | null;
  /** Stop when no component of the (pseudo-)gradient is larger. */
  readonly tolerance: number;
  readonly iterations: number;
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
/** Near the end a step changes the value by less than its rounding, while the gradient still shrinks. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * Minimise f(x) + sum l1_i |x_i| from the x given, in place, by limited-memory BFGS; with l1 by its orthant-wise form,
 * which sets coordinates to exactly 0.
 *
 * f convex and differentiable. Deterministic. A direction of no curvature is never entered from x = 0, so a flat valley
 * ends at the point nearest the start. O(n x 20) an iteration besides the objective.
 *
 * Sources: Nocedal and Wright 2006, algorithm 7.5; Andrew and Gao 2007, "Scalable training of L1-regularized log-linear
 * models".
 */
export function lbfgs(objective: Objective, x: Float64Array, options: LbfgsOptions): LbfgsResult {
  const { l1 } = options;
  const n = x.length;
  const history = startHistory(n);
  let gradient = new Float64Array(n);
  let nextGradient = new Float64Array(n);
  const steepest = new Float64Array(n);
  const direction = new Float64Array(n);
  const orthant = new Float64Array(n);
  const start = new Float64Array(n);
  let value = objective(x, gradient) + l1Norm(x, l1);

  for (let iteration = 1; iteration <= options.iterations; iteration++) {
    descent(x, gradient, l1, steepest);
    if (largest(steepest) <= options.tolerance) return { value, iterations: iteration - 1, converged: true };
    direction.set(steepest);
    applyInverseHessian(history, direction);
    if (l1 !== null) keepSigns(direction, steepest, l1);
    let slope = -dot(direction, steepest);
    if (!(slope < 0)) {
      // Rounding has spoilt the memory: begin anew from the steepest descent.
      history.size = 0;
      direction.set(steepest);
      slope = -dot(direction, steepest);
    }
    if (l1 !== null) chooseOrthant(x, steepest, orthant);

    start.set(x);
    let step = history.size === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let found = false;
    for (let halving = 0; halving < HALVINGS && !found; halving++, step /= 2) {
      for (let i = 0; i < n; i++) x[i] = start[i]! + step * direction[i]!;
      if (l1 !== null) stayInOrthant(x, orthant, l1);
      const next = objective(x, nextGradient) + l1Norm(x, l1);
      // With l1 the step bends at the walls of the orthant: measure the slope along what was really walked.
      const along = l1 === null ? step * slope : -walked(steepest, x, start);
      if (next <= value + ARMIJO * along + ROUNDING * Math.abs(value)) {
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
function applyInverseHessian(history: History, v: Float64Array): void {
  const { steps, changes, products, alphas, size, newest } = history;
  if (size === 0) return;
  for (let back = 0; back < size; back++) {
    const k = (newest - back + MEMORY) % MEMORY;
    alphas[k] = dot(steps[k]!, v) / products[k]!;
    addScaled(v, -alphas[k]!, changes[k]!);
  }
  const scale = products[newest]! / dot(changes[newest]!, changes[newest]!);
  for (let i = 0; i < v.length; i++) v[i]! *= scale;
  for (let back = size - 1; back >= 0; back--) {
    const k = (newest - back + MEMORY) % MEMORY;
    const beta = dot(changes[k]!, v) / products[k]!;
    addScaled(v, alphas[k]! - beta, steps[k]!);
  }
}

/** out = the direction of steepest descent of f + l1 |x|; 0 where neither side of a kink goes down. */
function descent(x: Float64Array, gradient: Float64Array, l1: Float64Array | null, out: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const g = gradient[i]!;
    const c = l1 === null ? 0 : l1[i]!;
    if (x[i]! > 0) out[i] = -(g + c);
    else if (x[i]! < 0) out[i] = -(g - c);
    else out[i] = g < -c ? -(g + c) : g > c ? -(g - c) : 0;
  }
}

/** A penalised coordinate moves only the way that the steepest descent does; the rest of the direction still descends. */
function keepSigns(direction: Float64Array, steepest: Float64Array, l1: Float64Array): void {
  for (let i = 0; i < l1.length; i++) if (l1[i]! > 0 && direction[i]! * steepest[i]! <= 0) direction[i] = 0;
}

function chooseOrthant(x: Float64Array, steepest: Float64Array, orthant: Float64Array): void {
  for (let i = 0; i < x.length; i++) orthant[i] = Math.sign(x[i]! === 0 ? steepest[i]! : x[i]!);
}

function stayInOrthant(x: Float64Array, orthant: Float64Array, l1: Float64Array): void {
  for (let i = 0; i < x.length; i++) if (l1[i]! > 0 && x[i]! * orthant[i]! <= 0) x[i] = 0;
}

function walked(steepest: Float64Array, x: Float64Array, start: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += steepest[i]! * (x[i]! - start[i]!);
  return sum;
}

function l1Norm(x: Float64Array, l1: Float64Array | null): number {
  if (l1 === null) return 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += l1[i]! * Math.abs(x[i]!);
  return sum;
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
