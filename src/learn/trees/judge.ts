import { type BinnedRows, startScores } from './booster.ts';
import type { GrownTree } from './grown-tree.ts';
import type { Loss } from './losses/loss.ts';

/** Follows the loss of held-out rows while trees are added. */
export class Judge {
  private readonly data: BinnedRows;
  private readonly rows: Int32Array;
  private readonly loss: Loss;
  private readonly scores: Float64Array;

  constructor(data: BinnedRows, rows: Int32Array, base: Float64Array, loss: Loss) {
    this.data = data;
    this.rows = rows;
    this.loss = loss;
    this.scores = startScores(base, data.x.rows);
  }

  /** Add one round. O(rows x depth). */
  add(trees: readonly GrownTree[]): void {
    const { x } = this.data;
    trees.forEach((tree, k) => {
      const scores = this.scores.subarray(k * x.rows, (k + 1) * x.rows);
      for (let i = 0; i < this.rows.length; i++) {
        const row = this.rows[i]!;
        scores[row] = scores[row]! + tree.value[tree.leafOf(x, row)]!;
      }
    });
  }

  /** Mean loss so far. */
  mean(): number {
    return this.loss.mean(this.data, this.scores, this.rows);
  }
}
