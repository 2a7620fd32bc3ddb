import type { ForestContext, MeanTree } from './forest-grower.ts';

/** The error of a forest on training rows, each judged only by the trees that have not seen it (Breiman 2001). */
export class OutOfBag {
  private readonly context: ForestContext;
  /** [rows * outputs] sum of what trees say of rows that they have not seen, and [rows] how many trees that is. */
  private readonly said: Float64Array;
  private readonly trees: Int32Array;

  constructor(context: ForestContext) {
    const { rows } = context.x;
    this.context = context;
    this.said = new Float64Array(rows * context.target.outputs);
    this.trees = new Int32Array(rows);
  }

  /** Add what a tree, of which the row is in no leaf's sums, says of it. */
  add({ value }: MeanTree, row: number, leaf: number): void {
    const { outputs } = this.context.target;
    const nodes = value.length / outputs;
    this.trees[row] = this.trees[row]! + 1;
    for (let k = 0; k < outputs; k++) {
      const at = row * outputs + k;
      this.said[at] = this.said[at]! + value[k * nodes + leaf]!;
    }
  }

  /** Share of rows told wrong, or the root of the mean squared error; null when every tree has seen every row. */
  error(): number | null {
    const { x, target } = this.context;
    let sum = 0;
    let total = 0;
    for (let row = 0; row < x.rows; row++) {
      if (this.trees[row] === 0) continue;
      sum += target.weight[row]! * this.errorOf(row);
      total += target.weight[row]!;
    }
    if (total === 0) return null;
    return target.classes ? sum / total : Math.sqrt(sum / total);
  }

  private errorOf(row: number): number {
    const { outputs, truth, classes } = this.context.target;
    const said = this.said.subarray(row * outputs, (row + 1) * outputs);
    const mean = said[0]! / this.trees[row]!;
    if (!classes) return (mean - truth[row]!) ** 2;
    const told = outputs === 1 ? Number(mean > 0.5) : said.indexOf(Math.max(...said));
    return Number(told !== truth[row]);
  }
}
