import type { GrownTree } from './grown-tree.ts';
import type { Loss, Truth } from './losses/loss.ts';

/**
 * Give every leaf the step that its loss asks for, of the rows at order[start..end) that it was grown on. Nothing
 * happens to a tree of a loss whose derivatives say enough. O(rows) on average.
 */
export function renewLeaves(
  tree: GrownTree,
  order: Int32Array,
  truth: Truth,
  scores: Float64Array,
  loss: Loss,
): void {
  if (loss.renew === undefined) return;
  for (let node = 0; node < tree.nodes; node++)
    if (tree.left[node] === 0)
      tree.value[node] = loss.renew(...residualsOf(truth, scores, order, tree.start[node]!, tree.end[node]!));
}

/** [residuals, weights] of the rows order[start..end). */
function residualsOf(
  { y, weights }: Truth,
  scores: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
): [Float64Array, Float64Array] {
  const residuals = new Float64Array(end - start);
  const weight = new Float64Array(end - start).fill(1);
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    residuals[i - start] = y[row]! - scores[row]!;
    if (weights !== null) weight[i - start] = weights[row]!;
  }
  return [residuals, weight];
}
