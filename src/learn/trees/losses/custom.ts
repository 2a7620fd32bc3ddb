import type { TrainingSet } from '../../../contracts/model.ts';
import { fail } from '../../../errors/fail.ts';
import { readFormula } from '../../../kernels/formula.ts';
import type { OfTwo } from '../../../kernels/formula-names.ts';
import { gaussLegendre } from '../../../kernels/gauss-legendre.ts';
import { bestConstant } from './best-constant.ts';
import type { Link, Loss } from './loss.ts';
import { pointLoss } from './point-loss.ts';

/** A loss as its first two derivatives by the score, each the text of an arrow function of truth and score. */
export interface CustomLoss {
  readonly gradient: string;
  readonly hessian: string;
  readonly link?: Link;
}

/** Exact where the gradient is a polynomial of degree 15 between two scores, near enough to count rounds by where it has a kink. */
const { points, weights } = gaussLegendre(8);
/** No target needs such a score: where the best constant lies beyond, the gradients do not change sign. */
const FARTHEST = 1e100;

/**
 * The loss that two formulas give. What it is worth, which counts rounds, is the integral of the gradient from the best
 * constant: what lies before changes no comparison.
 *
 * Negative second derivatives count as 0. Throws 'train/loss-formula' for texts that are no formulas, and
 * 'train/loss-unbounded' where no constant is best. O(rows) a round, some ten calls for each row held out.
 */
export function customLoss(
  { gradient, hessian, link }: CustomLoss,
  { task, y, weights: rowWeights }: Pick<TrainingSet, 'task' | 'y' | 'weights'>,
): Loss {
  const slope = formulaOf('gradient', gradient);
  const centre = bestConstant({ y, weights: rowWeights }, slope);
  if (!(Math.abs(centre) < FARTHEST)) throw fail('train/loss-unbounded', { gradient });
  return pointLoss({
    ...(link === undefined ? {} : { link }),
    // Scores in logs: as the losses do that are built in.
    maxStep: link === 'log' || task.category === 'binary' ? 4 : Number.POSITIVE_INFINITY,
    base: () => Float64Array.of(centre),
    loss(truth, score) {
      const way = score - centre;
      let sum = 0;
      for (let i = 0; i < points.length; i++) sum += weights[i]! * slope(truth, centre + way * points[i]!);
      return way * sum;
    },
    gradient: slope,
    hessian: formulaOf('hessian', hessian),
  });
}

function formulaOf(param: string, text: string): OfTwo {
  const read = readFormula(text);
  if ('problem' in read) throw fail('train/loss-formula', { param, problem: read.problem });
  return read.of;
}
