import type { Task } from '../../contracts/task.ts';
import { outputsOf } from '../../contracts/task.ts';
import { probabilitiesInPlace } from '../../kernels/probabilities.ts';
import type { Pool } from './member-states.ts';

/** No probability counts as less: one certain mistake must not outweigh all else. */
const LEAST = 2 ** -52;

/**
 * The loss of pooled answers on rows of known truth: mean log loss, or mean squared error.
 *
 * y [rows] class index or value; weights [rows] or null. The function takes [rows x outputs] averaged terms. O(rows).
 */
export function pooledLoss(
  task: Task,
  y: Float64Array,
  weights: Float64Array | null,
  pool: Pool,
): (pooled: Float64Array) => number {
  const outputs = outputsOf(task);
  const said = new Float64Array(outputs);
  return (pooled) => {
    let sum = 0;
    let total = 0;
    for (let r = 0; r < y.length; r++) {
      for (let k = 0; k < outputs; k++) said[k] = pooled[r * outputs + k]!;
      if (pool === 'log-odds') probabilitiesInPlace(said, 1, outputs);
      const weight = weights?.[r] ?? 1;
      const truth = y[r]!;
      total += weight;
      if (task.category === 'regression') sum += weight * (said[0]! - truth) ** 2;
      else {
        const p = outputs > 1 ? said[truth]! : truth === 1 ? said[0]! : 1 - said[0]!;
        sum -= weight * Math.log(Math.max(LEAST, p));
      }
    }
    return sum / total;
  };
}
