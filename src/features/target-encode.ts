import type { Feature, OutputColumn, Target } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { random, seedFor, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import type { Column } from '../table/column.ts';
import { codesOf, dictionaryOf, numbersOf } from '../table/forms.ts';

const params = {
  smoothing: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e6,
    unit: 'rows',
    search: 'log',
    about: 'Rows that the overall mean counts for: small categories are drawn toward it.',
  },
  folds: {
    type: 'integer',
    default: 5,
    min: 2,
    max: 50,
    about: 'Parts of the training rows; each is encoded by what the others have learned.',
  },
} as const satisfies ParamSpecs;

type TargetEncodeState = {
  /** classes: of a multiclass task, one column each; empty otherwise. */
  readonly facts: { readonly categories: number; readonly classes: readonly string[] };
  /**
   * means [columns x (categories + 2)]: the smoothed mean of each category, then of missing values, then that of all
   * rows, for categories that training did not have.
   */
  readonly arrays: { readonly means: Float64Array };
};

/**
 * Replace a category by the mean of the target among its rows, drawn toward the mean of all rows:
 * (sum + smoothing * mean) / (count + smoothing). Binary: the share of positives. Multiclass: the share of each class.
 *
 * Training rows are encoded out of fold, so that no row sees its own target. Missing is a category of its own.
 * Source: Micci-Barreca 2001; scikit-learn's TargetEncoder with a fixed `smooth`.
 */
export const targetEncode: Feature<ParamsOf<typeof params>, TargetEncodeState> = {
  room: 'features',
  name: 'target-encode',
  version: 1,
  about: 'Replace each category by the smoothed mean of the target among its training rows.',
  params,
  traits: { accepts: ['category'], writes: 'number', missing: 'encodes', usesTarget: true },
  fit({ column }, target, { smoothing }) {
    if (target === null) throw new Error('target-encode was fitted without a target');
    const categories = dictionaryOf(column).length;
    const classes = target.task.category === 'multiclass' ? target.task.classes : [];
    const columns = Math.max(1, classes.length);
    const means = new Float64Array(columns * (categories + 2));
    for (let k = 0; k < columns; k++) {
      const sums = sumUp(column, averagedOf(target, k), null, -1);
      const mean = sums.count === 0 ? 0 : sums.sum / sums.count;
      const at = k * (categories + 2);
      for (let c = 0; c <= categories; c++)
        means[at + c] = smoothed(sums.sums[c]!, sums.counts[c]!, mean, smoothing);
      means[at + categories + 1] = mean;
    }
    return { facts: { categories, classes }, arrays: { means } };
  },
  outputs({ facts: { classes } }, name): readonly OutputColumn[] {
    if (classes.length === 0) return [{ name: `${name} (target mean)`, form: 'number' }];
    return classes.map((label) => ({ name: `${name} (share of ${label})`, form: 'number' }));
  },
  apply({ facts: { categories }, arrays: { means } }, column, out) {
    const codes = codesOf(column);
    for (let k = 0; k < out.length; k++) {
      const to = numbersOf(out[k]!);
      const at = k * (categories + 2);
      for (let i = 0; i < to.length; i++) to[i] = means[at + slotOf(codes[i]!, categories)]!;
    }
  },
  applyToTrainingRows(state, { name, column }, target, { smoothing, folds }, run, out) {
    const codes = codesOf(column);
    const foldOf = foldsOf(codes.length, folds, seedFor(run.seed, name));
    for (let k = 0; k < out.length; k++) {
      const y = averagedOf(target, k);
      const to = numbersOf(out[k]!);
      for (let fold = 0; fold < folds; fold++) {
        run.checkCancelled();
        const others = sumUp(column, y, foldOf, fold);
        const mean = others.count === 0 ? 0 : others.sum / others.count;
        for (let i = 0; i < codes.length; i++) {
          if (foldOf[i] !== fold) continue;
          const slot = slotOf(codes[i]!, state.facts.categories);
          to[i] = smoothed(others.sums[slot]!, others.counts[slot]!, mean, smoothing);
        }
      }
    }
  },
};

/** Place of a code in the tables: its own, after all for missing, and one further for unseen. */
const slotOf = (code: number, categories: number): number =>
  code < 0 ? categories : code >= categories ? categories + 1 : code;

/** The overall mean where there is neither a row nor smoothing. */
const smoothed = (sum: number, count: number, mean: number, smoothing: number): number =>
  count === 0 ? mean : (sum + smoothing * mean) / (count + smoothing);

/** The number that is averaged for output column k: the target, or whether the row is of class k. */
const averagedOf = ({ task, y }: Target, k: number): Float64Array =>
  task.category === 'multiclass' ? y.map((label) => (label === k ? 1 : 0)) : y;

interface Sums {
  /** [categories + 2] */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly sum: number;
  readonly count: number;
}

/** Sums of y by category over the rows outside of the fold `without`; over all rows when `foldOf` is null. */
function sumUp(column: Column, y: Float64Array, foldOf: Int32Array | null, without: number): Sums {
  const codes = codesOf(column);
  const categories = dictionaryOf(column).length;
  const sums = new Float64Array(categories + 2);
  const counts = new Float64Array(categories + 2);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < codes.length; i++) {
    if (foldOf !== null && foldOf[i] === without) continue;
    const slot = slotOf(codes[i]!, categories);
    sums[slot]! += y[i]!;
    counts[slot]!++;
    sum += y[i]!;
    count++;
  }
  return { sums, counts, sum, count };
}

/** A fold for each row: equal parts of a shuffled order. */
function foldsOf(rows: number, folds: number, seed: number): Int32Array {
  const order = shuffle(range(rows), random(seed));
  const foldOf = new Int32Array(rows);
  for (let i = 0; i < rows; i++) foldOf[order[i]!] = i % folds;
  return foldOf;
}
