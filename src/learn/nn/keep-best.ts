import type { Run } from '../../contracts/run.ts';
import { fail } from '../../errors/fail.ts';

/** A network that learns, seen from outside. */
export interface Learner<T> {
  /** Learn from every row once; gives the mean loss. */
  epoch(): number;
  /** Mean loss on rows that are held out; null where there are none. */
  judge(): number | null;
  /** What it has learned until now, copied. */
  keep(): T;
}

export interface EpochSettings {
  readonly rate: number;
  readonly epochs: number;
  /** Epochs without a lower loss on held-out rows after which it ends. */
  readonly patience: number;
}

/**
 * Learn for some epochs and keep what had the least loss on held-out rows; what the last epoch left where there are none.
 *
 * Throws 'train/cancelled', and 'train/diverged' when a loss is no number.
 */
export function keepBest<T>(learner: Learner<T>, { rate, epochs, patience }: EpochSettings, run: Run): T {
  let kept = learner.keep();
  let lowest = learner.judge() ?? Infinity;
  let last = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const loss = learner.epoch();
    const held = learner.judge();
    const measured = held ?? loss;
    if (!Number.isFinite(loss) || !Number.isFinite(measured)) throw fail('train/diverged', { epoch, rate });
    const what = held === null ? 'loss' : 'held-out loss';
    run.progress(epoch / epochs, `epoch ${epoch}, ${what} ${measured.toFixed(4)}`);
    if (held !== null && held >= lowest) {
      if (epoch - last >= patience) break;
      continue;
    }
    lowest = measured;
    last = epoch;
    kept = learner.keep();
  }
  return kept;
}
