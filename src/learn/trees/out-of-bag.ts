import { sortOrder } from '../../kernels/sort-order.ts';
import type { ForestGrower } from './forest-grower.ts';
import type { ForestTarget } from './forest-target.ts';

/** The error of a forest on training rows, each judged only by the trees that have not seen it (Breiman 2001). */
export class OutOfBag {
  private readonly target: ForestTarget;
  /** [rows * outputs] sum of what trees say of rows that they have not seen, and [rows] how many trees that is. */
  private readonly said: Float64Array;
  private readonly trees: Int32Array;

  constructor(target: ForestTarget) {
    const rows = target.truth.length;
    this.target = target;
    this.said = new Float64Array(rows * target.outputs);
    this.trees = new Int32Array(rows);
  }

  /** Add what a grown tree says of the rows that it has not seen. */
  add(tree: ForestGrower): void {
    const { said, trees } = this;
    const { outputs } = this.target;
    tree.eachOther((row, values, says) => {
      trees[row] = trees[row]! + 1;
      for (let k = 0; k < outputs; k++)
        said[row * outputs + k] = said[row * outputs + k]! + values[says + k]!;
    });
  }

  /** Share of rows told wrong, or the root of the mean squared error; null when every tree has seen every row. */
  error(): number | null {
    const { weight, classes } = this.target;
    let sum = 0;
    let total = 0;
    for (let row = 0; row < weight.length; row++) {
      if (this.trees[row] === 0) continue;
      sum += weight[row]! * this.errorOf(row);
      total += weight[row]!;
    }
    if (total === 0) return null;
    return classes ? sum / total : Math.sqrt(sum / total);
  }

  /**
   * Of two classes, the chance that a row of the second is told higher than one of the first, ties counting half; null
   * without rows of both that a tree has not seen. O(rows).
   */
  auc(): number | null {
    const { weight, truth, outputs, classes } = this.target;
    if (!classes || outputs > 1) return null;
    const mean = this.said.map((sum, row) => sum / this.trees[row]!);
    // Rows that every tree has seen come last: 0 / 0.
    const order = sortOrder(mean).filter((row) => this.trees[row]! > 0);
    const below = [0, 0];
    let wins = 0;
    for (let i = 0; i < order.length; ) {
      const tied = [0, 0];
      const value = mean[order[i]!];
      for (; i < order.length && mean[order[i]!] === value; i++)
        tied[truth[order[i]!]!]! += weight[order[i]!]!;
      wins += tied[1]! * (below[0]! + tied[0]! / 2);
      below[0]! += tied[0]!;
      below[1]! += tied[1]!;
    }
    const pairs = below[0]! * below[1]!;
    return pairs > 0 ? wins / pairs : null;
  }

  private errorOf(row: number): number {
    const { outputs, truth, classes } = this.target;
    const said = this.said.subarray(row * outputs, (row + 1) * outputs);
    const mean = said[0]! / this.trees[row]!;
    if (!classes) return (mean - truth[row]!) ** 2;
    const told = outputs === 1 ? Number(mean > 0.5) : said.indexOf(Math.max(...said));
    return Number(told !== truth[row]);
  }
}
