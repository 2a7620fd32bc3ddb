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
  const lossOf = pooledRowLoss(task, y, pool);
  return (pooled) => {
    let sum = 0;
    let total = 0;
    for (let r = 0; r < y.length; r++) {
      const weight = weights?.[r] ?? 1;
      total += weight;
      sum += weight * lossOf(pooled, r);
    }
    return sum / total;
  };
}

/** The same of one row: log loss, or squared error. */
export function pooledRowLoss(
  task: Task,
  y: Float64Array,
  pool: Pool,
): (pooled: Float64Array, row: number) => number {
  const outputs = outputsOf(task);
  const said = new Float64Array(outputs);
  return (pooled, row) => {
    for (let k = 0; k < outputs; k++) said[k] = pooled[row * outputs + k]!;
    if (pool === 'log-odds') probabilitiesInPlace(said, 1, outputs);
    const truth = y[row]!;
    if (task.category === 'regression') return (said[0]! - truth) ** 2;
    const p = outputs > 1 ? said[truth]! : truth === 1 ? said[0]! : 1 - said[0]!;
    return -Math.log(Math.max(LEAST, p));
  };
}
