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

  private errorOf(row: number): number {
    const { outputs, truth, classes } = this.target;
    const said = this.said.subarray(row * outputs, (row + 1) * outputs);
    const mean = said[0]! / this.trees[row]!;
    if (!classes) return (mean - truth[row]!) ** 2;
    const told = outputs === 1 ? Number(mean > 0.5) : said.indexOf(Math.max(...said));
    return Number(told !== truth[row]);
  }
}
