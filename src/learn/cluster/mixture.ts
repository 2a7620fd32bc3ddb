import { cholesky } from '../../kernels/cholesky.ts';
import type { Matrix } from '../../table/matrix.ts';

/**
 * A mixture of k normal distributions over `cols` columns.
 *
 * weights [k] summing to 1; means [k x cols]; covariances [k x cols x cols], or [k x cols] where `diagonal`: columns are
 * then independent within a component.
 */
export interface Mixture {
  readonly diagonal: boolean;
  readonly cols: number;
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly covariances: Float64Array;
}

/** A mixture laid out for scoring. */
export interface MixtureTerms {
  readonly cols: number;
  /** [k] log of the weight, less half the log determinant and the constant. */
  readonly constants: Float64Array;
  readonly means: Float64Array;
  /** [k x cols] 1 / deviation; or [k x cols x cols] Cholesky's factors, whose diagonal is inverted. */
  readonly factors: Float64Array;
  readonly diagonal: boolean;
}

/** Lay a mixture out. O(k cols^3). */
export function mixtureTerms({ diagonal, cols, weights, means, covariances }: Mixture): MixtureTerms {
  const k = weights.length;
  const factors = covariances.slice();
  const constants = new Float64Array(k);
  const size = diagonal ? cols : cols * cols;
  for (let j = 0; j < k; j++) {
    const own = factors.subarray(j * size, (j + 1) * size);
    if (!diagonal) factorise(own, cols);
    let logs = 0;
    for (let c = 0; c < cols; c++) {
      const at = diagonal ? c : c * cols + c;
      const deviation = diagonal ? Math.sqrt(own[at]!) || SMALLEST : own[at]!;
      logs += Math.log(deviation);
      own[at] = 1 / deviation;
    }
    constants[j] = Math.log(weights[j]!) - logs - 0.5 * cols * Math.log(2 * Math.PI);
  }
  return { cols, constants, means, factors, diagonal };
}

/** Deviation of a column that does not vary at all. */
const SMALLEST = 1e-150;

/** Cholesky's factor, in place; a covariance that is flat in some direction, but for rounding, is widened until it has one. */
function factorise(covariance: Float64Array, cols: number): void {
  const given = covariance.slice();
  let largest = SMALLEST ** 2;
  for (let c = 0; c < cols; c++) largest = Math.max(largest, given[c * cols + c]!);
  for (let wider = 1e-14; !cholesky(covariance, cols); wider *= 10) {
    covariance.set(given);
    for (let c = 0; c < cols; c++) covariance[c * cols + c]! += wider * largest;
  }
}

/**
 * out [k] = log of weight x density of each component at one row. @returns the log density of the mixture there.
 * apart [cols] is for working. O(k cols), or O(k cols^2 / 2).
 */
export function logDensities(
  { cols, constants, means, factors, diagonal }: MixtureTerms,
  { data, rows }: Matrix,
  row: number,
  apart: Float64Array,
  out: Float64Array,
): number {
  let largest = -Infinity;
  for (let j = 0; j < constants.length; j++) {
    let squares = 0;
    for (let c = 0; c < cols; c++) {
      let sum = data[c * rows + row]! - means[j * cols + c]!;
      if (diagonal) sum *= factors[j * cols + c]!;
      else {
        const at = (j * cols + c) * cols;
        for (let b = 0; b < c; b++) sum -= factors[at + b]! * apart[b]!;
        sum *= factors[at + c]!;
        apart[c] = sum;
      }
      squares += sum * sum;
    }
    out[j] = constants[j]! - 0.5 * squares;
    largest = Math.max(largest, out[j]!);
  }
  if (largest === -Infinity) return largest;
  let sum = 0;
  for (let j = 0; j < out.length; j++) sum += Math.exp(out[j]! - largest);
  return largest + Math.log(sum);
}

/** Numbers that a mixture is told by: of its weights, means and covariances. */
export const freedomOf = ({ diagonal, cols, weights }: Mixture): number =>
  weights.length * (1 + cols + (diagonal ? cols : (cols * (cols + 1)) / 2)) - 1;
