import { type Random, shuffle } from './random.ts';
import { range } from './range.ts';

/**
 * Deal rows into `folds` parts of like size, each class (or, for a value, any row) evenly.
 *
 * y: [rows] class index, or a value when `classes` is null. @returns [rows] fold 0..folds-1. The rows of a class are
 * dealt on from where the last class stopped, so that rare classes do not all land in the first fold.
 */
export function dealFolds(y: Float64Array, classes: number | null, folds: number, r: Random): Uint8Array {
  const fold = new Uint8Array(y.length);
  const order = shuffle(range(y.length), r);
  let dealt = 0;
  for (let k = 0; k < (classes ?? 1); k++)
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      if (classes === null || y[row] === k) fold[row] = dealt++ % folds;
    }
  return fold;
}
