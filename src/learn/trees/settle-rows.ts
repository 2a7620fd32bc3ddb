import type { Kernels } from '../../contracts/kernels.ts';
import { range } from '../../kernels/range.ts';
import type { BinnedMatrix } from './bins.ts';
import { fillRecords } from './block-records.ts';
import { type BoostPlan, startScores } from './booster.ts';
import { Grower } from './grow.ts';

/** Bytes of records that caches hold: they are as quick in any order. */
const CACHED = 2 ** 22;
/** Trees of a fit from which settling pays: it takes the time of about two, and saves a fifth of each. */
const PAYS = 20;

/** Whether a fit is quicker when its rows are settled first. Rows that stand in lists stay where they are. */
export const worthSettling = ({ data, records, loss, settings }: BoostPlan): boolean =>
  records.bytes.length > CACHED && settings.rounds * loss.outputs >= PAYS && data.lists === null;

/**
 * Lay the rows of a fit in the order of the leaves of a first tree, which is not kept otherwise.
 *
 * The rows of a leaf are counted in rising order, and where few of them stand side by side most of the time goes by in
 * waiting for memory. Trees of one fit cut at much the same places: rows that share a leaf of one share leaves of others.
 * What trees say does not change by the order of rows; what is drawn from them by chance does.
 *
 * Bins, truth, weights and records of the plan are written over. O(rows x cols).
 */
export function settleRows(plan: BoostPlan): void {
  const { data, records, run } = plan;
  const { x, y, weights } = data;
  const { kernels } = run;
  const order = kernels.scope(() => leafOrder(plan));
  kernels.scope(() => settleCodes(kernels, x, order));
  fillRecords(kernels, x, records);
  settle(y, order);
  if (weights !== null) settle(weights, order);
}

/** All rows, leaf after leaf of a tree by the first output. */
function leafOrder({ data, records, bins, base, loss, settings, run }: BoostPlan): Int32Array {
  const { kernels, checkCancelled } = run;
  const { x, weights } = data;
  const n = x.rows;
  const scores = kernels.f64(loss.outputs * n);
  scores.set(startScores(base, n));
  const grad = kernels.f64(loss.outputs * n);
  const hess = kernels.f64(loss.outputs * n);
  loss.derive(data, scores, grad, hess, kernels);
  const grower = new Grower({ kernels, x, records, bins, weights, settings, checkCancelled });
  grower.grow({ grad: grad.subarray(0, n), hess: hess.subarray(0, n) }, range(n), range(x.cols));
  return grower.leafOrder.slice();
}

function settleCodes(kernels: Kernels, { rows, cols, codes }: BinnedMatrix, order: Int32Array): void {
  const rowOf = kernels.i32(rows);
  rowOf.set(order);
  const settled = kernels.u8(rows * cols);
  kernels.calls(
    'takeBytes',
    Array.from({ length: cols }, (_, c) => [codes, c * rows, rowOf, rows, settled, c * rows]),
  );
  codes.set(settled);
}

function settle(values: Float64Array, order: Int32Array): void {
  const was = values.slice();
  for (let i = 0; i < order.length; i++) values[i] = was[order[i]!]!;
}
