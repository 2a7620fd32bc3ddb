import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { type SplitInput, type Splitter, TRAIN } from '../contracts/splitter.ts';
import { deal } from '../kernels/deal.ts';
import { random, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { sortOrder } from '../kernels/sort-order.ts';

const params = {
  bins: {
    type: 'integer',
    default: 10,
    min: 2,
    max: 1000,
    about: 'Regression: how many equal groups of rows, by value of the target, are spread over the parts.',
  },
} as const satisfies ParamSpecs;

/**
 * By chance, keeping the mix of the target in every part: of its classes, or of its quantile bins.
 *
 * A class with fewer rows than there are parts trains in full: tested without being trained it would show nothing.
 */
export const stratified: Splitter<ParamsOf<typeof params>> = {
  room: 'splitters',
  name: 'stratified',
  version: 1,
  about: 'By chance, with the same mix of classes (or of target values) in every part.',
  params,
  traits: { needs: 'target', byChance: true },
  assign(input, { train, validation, test }, { bins }, run) {
    const shares = [train, validation, test];
    const least = shares.filter((share) => share > 0).length;
    const parts = new Uint8Array(input.rows);
    const next = deal(shares);
    for (const stratum of strata(input, bins, run.seed)) {
      const tooFew = stratum.length < least && train > 0;
      for (const row of stratum) parts[row] = tooFew ? TRAIN : next(1);
    }
    return parts;
  },
  folds(input, k, { bins }, run) {
    const folds = new Uint8Array(input.rows);
    let dealt = 0;
    for (const stratum of strata(input, bins, run.seed)) for (const row of stratum) folds[row] = dealt++ % k;
    return folds;
  },
};

/** Rows of each class or bin, shuffled. */
function strata({ rows, target }: SplitInput, bins: number, seed: number): readonly Int32Array[] {
  if (target === undefined) throw new Error('a stratified split needs the target');
  const { y, classes } = target;
  const count = classes ?? bins;
  const stratum = new Int32Array(rows);
  if (classes !== null) stratum.set(y);
  else
    sortOrder(y).forEach((row, rank) => {
      stratum[row] = Math.floor((rank * bins) / rows);
    });
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const row of shuffle(range(rows), random(seed))) members[stratum[row]!]!.push(row);
  return members.map((list) => Int32Array.from(list));
}
