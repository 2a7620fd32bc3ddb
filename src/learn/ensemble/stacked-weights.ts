import { probabilitiesInPlace } from '../../kernels/probabilities.ts';
import { projectedNewton } from '../../kernels/projected-newton.ts';
import { softplus } from '../../kernels/softplus.ts';
import { momentsOf } from '../linear/standardize.ts';
import type { Unseen } from './out-of-fold.ts';

const TOLERANCE = 1e-8;
const ITERATIONS = 100;

/**
 * Weights >= 0 with which members' raw scores add up best on rows that they have not seen: the sum of losses (log loss of
 * the probabilities that the weighted scores stand for, or half squared errors in deviations of the target) plus
 * strength / 2 x the squared distance to equal weights.
 *
 * predicted: by member [rows x outputs] log-odds, logs of several classes' probabilities, or values.
 * @returns [members]; they need not sum to 1. O(iterations x rows x outputs x members^2).
 *
 * Sources: Wolpert 1992, "Stacked generalization"; Breiman 1996, "Stacked regressions", for the weights >= 0.
 */
export function stackedWeights(
  { predicted, y, weights }: Unseen,
  outputs: number,
  classes: boolean,
  strength: number,
): Float64Array {
  const members = predicted.length;
  const equal = 1 / members;
  const x = new Float64Array(members).fill(equal);
  const spread = classes ? 1 : momentsOf(y, weights ?? new Float64Array(y.length).fill(1)).deviation;
  const unit = spread > 0 ? 1 / spread ** 2 : 1;
  const said = new Float64Array(outputs);
  const deviation = new Float64Array(members);
  projectedNewton(
    (w, gradient, hessian) => {
      gradient.fill(0);
      hessian.fill(0);
      let loss = 0;
      for (let r = 0; r < y.length; r++) {
        const weight = (weights?.[r] ?? 1) * unit;
        mix(predicted, w, r, said);
        if (!classes) {
          const error = said[0]! - y[r]!;
          loss += (weight * error * error) / 2;
          addValue(predicted, r, error, weight, gradient, hessian);
          continue;
        }
        loss += weight * logLoss(said, y[r]!);
        probabilitiesInPlace(said, 1, outputs);
        addClasses(predicted, r, said, y[r]!, weight, gradient, hessian, deviation);
      }
      for (let m = 0; m < members; m++) {
        const off = w[m]! - equal;
        loss += (strength * off * off) / 2;
        gradient[m]! += strength * off;
        hessian[m * members + m]! += strength;
      }
      return loss;
    },
    x,
    TOLERANCE * Math.max(1, y.length),
    ITERATIONS,
  );
  return x;
}

function mix(predicted: readonly Float64Array[], w: Float64Array, row: number, out: Float64Array): void {
  out.fill(0);
  for (let m = 0; m < predicted.length; m++)
    for (let k = 0; k < out.length; k++) out[k]! += w[m]! * predicted[m]![row * out.length + k]!;
}

/** Of log-odds of one class, or of scores up to what all share. */
function logLoss(scores: Float64Array, truth: number): number {
  if (scores.length === 1) return softplus(truth === 1 ? -scores[0]! : scores[0]!);
  const highest = scores.reduce((a, b) => Math.max(a, b));
  const total = scores.reduce((sum, s) => sum + Math.exp(s - highest), 0);
  return highest + Math.log(total) - scores[truth]!;
}

function addValue(
  predicted: readonly Float64Array[],
  row: number,
  error: number,
  weight: number,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const n = predicted.length;
  for (let a = 0; a < n; a++) {
    const said = weight * predicted[a]![row]!;
    gradient[a]! += said * error;
    for (let b = 0; b < n; b++) hessian[a * n + b]! += said * predicted[b]![row]!;
  }
}

/** p [outputs] what the weighted scores come to. The curvature is the spread of the members' scores under p. */
function addClasses(
  predicted: readonly Float64Array[],
  row: number,
  p: Float64Array,
  truth: number,
  weight: number,
  gradient: Float64Array,
  hessian: Float64Array,
  deviation: Float64Array,
): void {
  const n = predicted.length;
  const outputs = p.length;
  if (outputs === 1) {
    const slope = weight * (p[0]! - truth);
    const curve = weight * p[0]! * (1 - p[0]!);
    for (let a = 0; a < n; a++) {
      const said = predicted[a]![row]!;
      gradient[a]! += slope * said;
      for (let b = 0; b < n; b++) hessian[a * n + b]! += curve * said * predicted[b]![row]!;
    }
    return;
  }
  const from = row * outputs;
  for (let a = 0; a < n; a++) {
    let mean = 0;
    for (let k = 0; k < outputs; k++) mean += p[k]! * predicted[a]![from + k]!;
    deviation[a] = mean;
    gradient[a]! += weight * (mean - predicted[a]![from + truth]!);
  }
  for (let k = 0; k < outputs; k++)
    for (let a = 0; a < n; a++) {
      const off = weight * p[k]! * (predicted[a]![from + k]! - deviation[a]!);
      for (let b = 0; b < n; b++) hessian[a * n + b]! += off * (predicted[b]![from + k]! - deviation[b]!);
    }
}
