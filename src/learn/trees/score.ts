import type { Kernels } from '../../contracts/kernels.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Forest } from './forest.ts';
import { MOST_ROWS } from './row-bytes.ts';
import { layOutWalk } from './walk-layout.ts';

/**
 * Open a forest: the function returned writes raw scores, out [rows x outputs], row after row.
 *
 * A row scores the same alone and in any batch, and with any kernels, to the last bit. Allocates nothing for one row.
 * O(trees x depth + questions); bench/trees/run.ts times it. The kernels keep the forest as long as they live.
 */
export function openForest(forest: Forest, kernels: Kernels): (rows: Matrix, out: Float64Array) => void {
  const { row, nodes, value, root, depth, order } = layOutWalk(kernels, forest);
  const outputs = forest.arrays.base.length;
  const trees = order.length;
  const at = kernels.i32(trees);
  const leaf = kernels.f64(trees);
  const base = kernels.f64(outputs);
  base.set(forest.arrays.base);
  const scores = kernels.f64(MOST_ROWS * outputs);
  const walk = (n: number): (() => void) =>
    kernels.bind(
      'walkTrees',
      row.bytes,
      row.stride,
      n,
      nodes,
      value,
      root,
      depth,
      order,
      trees,
      at,
      leaf,
      base,
      outputs,
      scores,
    );
  const [walkOne, walkMost] = [walk(1), walk(MOST_ROWS)];
  return (rows, out) => {
    if (rows.rows === 1) {
      row.readOne(rows, 0);
      walkOne();
      for (let k = 0; k < outputs; k++) out[k] = scores[k]!;
      return;
    }
    for (let from = 0; from < rows.rows; from += MOST_ROWS) {
      const n = Math.min(MOST_ROWS, rows.rows - from);
      row.readMany(rows, from, n);
      if (n === MOST_ROWS) walkMost();
      else walk(n)();
      out.set(scores.subarray(0, n * outputs), from * outputs);
    }
  };
}
