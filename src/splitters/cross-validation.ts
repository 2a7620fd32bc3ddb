import type { Params } from '../contracts/params.ts';
import type { Run } from '../contracts/run.ts';
import type { SplitInput, Splitter } from '../contracts/splitter.ts';
import { fail } from '../errors/fail.ts';
import { seedFor } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { numbersOf } from '../table/forms.ts';

export interface CrossValidationOptions {
  /** Rounds of one repeat: each judges another part of the rows. */
  readonly folds: number;
  /** How often the rows are dealt anew. */
  readonly repeats: number;
  /** In order of time: how much earlier than what is judged the last row learned from must be, in milliseconds. */
  readonly gapMs: number;
}

/** Rows to learn from and rows to judge by, ascending; no row is in both. */
export interface Round {
  readonly repeat: number;
  readonly fold: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * The rounds of a cross-validation: every row is judged once a repeat, by a model that did not learn from it.
 *
 * With a splitter in order of time the rows are cut into one block more than there are folds: each block but the first is
 * judged by a model of the blocks before it, less the gap. Throws 'train/empty-fold' and what the splitter throws.
 */
export function crossValidationRounds(
  splitter: Splitter,
  input: SplitInput,
  { folds, repeats, gapMs }: CrossValidationOptions,
  params: Params,
  run: Run,
): readonly Round[] {
  if (splitter.folds === undefined) throw new Error(`the splitter ${splitter.name} deals no folds`);
  const all = range(input.rows);
  const rounds: Round[] = [];
  const { ordered = false } = splitter.traits;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const seed = repeat === 0 ? run.seed : seedFor(run.seed, `repeat ${repeat}`);
    const foldOf = splitter.folds(input, ordered ? folds + 1 : folds, params, { ...run, seed });
    for (let fold = 0; fold < folds; fold++) {
      const judged = ordered ? fold + 1 : fold;
      const test = all.filter((row) => foldOf[row] === judged);
      const train = ordered
        ? before(
            input,
            all.filter((row) => foldOf[row]! < judged),
            test,
            gapMs,
          )
        : all.filter((row) => foldOf[row] !== judged);
      if (train.length === 0 || test.length === 0)
        throw fail('train/empty-fold', { split: splitter.name, folds, rows: input.rows });
      rounds.push({ repeat, fold, train, test });
    }
  }
  return rounds;
}

/** Those of the earlier rows that are more than the gap before all of the later ones. */
function before({ column }: SplitInput, earlier: Int32Array, later: Int32Array, gapMs: number): Int32Array {
  if (gapMs === 0) return earlier;
  const times = numbersOf(column!);
  const start = later.reduce((least, row) => Math.min(least, times[row]!), Number.POSITIVE_INFINITY);
  return earlier.filter((row) => times[row]! < start - gapMs);
}
