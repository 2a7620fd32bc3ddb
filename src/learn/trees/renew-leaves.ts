import type { ColumnBins } from './bins.ts';
import { type Bounds, UNBOUNDED, within } from './bounds.ts';
import { childBounds } from './child-bounds.ts';
import type { GrownTree } from './grown-tree.ts';
import type { Loss } from './losses/loss.ts';

/** The rows that a tree was grown on: those of a leaf stand at order[start..end). */
interface GrownRows {
  readonly order: Int32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly scores: Float64Array;
}

/**
 * Give every leaf the value that its loss asks for, of the rows that it was grown on. O(rows).
 *
 * Where columns have directions, the bounds in which the tree grew were of other values: they are drawn anew, from what
 * the loss asks for at each node. O(rows x depth).
 */
export function renewLeaves(
  tree: GrownTree,
  rows: GrownRows,
  step: NonNullable<Loss['renew']>,
  bins: readonly ColumnBins[],
  directions?: Int8Array,
): void {
  const valueAt = (node: number, bounds: Bounds): number =>
    within(step(...residualsOf(rows, tree.start[node]!, tree.end[node]!)), bounds);
  if (directions !== undefined) spanInnerNodes(tree);
  const bounds: Bounds[] = [UNBOUNDED];
  for (let node = 0; node < tree.nodes; node++) {
    const left = tree.left[node]!;
    const here = bounds[node]!;
    if (left === 0) {
      tree.value[node] = valueAt(node, here);
      continue;
    }
    const split = tree.splits[node]!;
    [bounds[left], bounds[left + 1]] =
      directions === undefined || directions[split.column] === 0
        ? [here, here]
        : childBounds(split, bins, directions, here, valueAt(left, here), valueAt(left + 1, here));
  }
}

/** Children share the rows of their parent, the left one's first. */
function spanInnerNodes(tree: GrownTree): void {
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const left = tree.left[node]!;
    if (left === 0) continue;
    tree.start[node] = tree.start[left]!;
    tree.end[node] = tree.end[left + 1]!;
  }
}

/** [residuals, weights] of the rows order[start..end). */
function residualsOf(
  { order, y, weights, scores }: GrownRows,
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
