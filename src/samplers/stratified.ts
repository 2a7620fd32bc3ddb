import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { SampleInput, Sampler } from '../contracts/sampler.ts';
import { cappedShares } from '../kernels/capped-shares.ts';
import { random, seedFor } from '../kernels/random.ts';
import { reservoir } from '../kernels/reservoir.ts';
import { wholeShares } from '../kernels/whole-shares.ts';
import { columnStrata, quantileBins } from './column-strata.ts';

const params = {
  allocation: {
    type: 'choice',
    choices: ['proportional', 'equal'],
    default: 'proportional',
    about:
      'proportional: each stratum has its share of the sample. equal: as many rows of each, and weights that make up for it.',
  },
  bins: {
    type: 'integer',
    default: 10,
    min: 2,
    max: 1000,
    about: 'Number of equal groups by value that a column of numbers, or a target that is one, is cut into.',
  },
} as const satisfies ParamSpecs;

/**
 * By chance within strata: the values of a column, or the classes (quantile bins) of the target.
 *
 * Under equal allocation a stratum with fewer rows than its part gives all of them, and the others share what is left;
 * the weight of a row is (share of its stratum in the whole) / (its share in the sample).
 * Source: Cochran 1977, Sampling techniques, chapter 5.
 */
export const stratified: Sampler<ParamsOf<typeof params>> = {
  room: 'samplers',
  name: 'stratified',
  version: 1,
  about: 'By chance within each class of the target, or each value of a column, so that none is missed.',
  params,
  traits: { needs: 'strata', bias: null },
  draw(input, count, { allocation, bins }, run) {
    const members = strataOf(input, bins);
    const sizes = Float64Array.from(members, (rows) => rows.length);
    const wanted = Math.min(count, input.rows);
    const parts = cappedShares(allocation === 'equal' ? sizes.map(() => 1) : sizes, sizes, wanted);
    const counts = wholeShares(parts, wanted);
    const weightOf = new Float64Array(input.rows);
    const drawn: number[] = [];
    members.forEach((rows, s) => {
      const weight = rows.length / input.rows / (counts[s]! / wanted);
      for (const i of reservoir(rows.length, counts[s]!, random(seedFor(run.seed, `stratum ${s}`)))) {
        weightOf[rows[i]!] = weight;
        drawn.push(rows[i]!);
      }
    });
    const rows = Int32Array.from(drawn).sort();
    return {
      rows,
      weights: allocation === 'equal' ? Float64Array.from(rows, (row) => weightOf[row]!) : null,
    };
  },
};

/** Rows of each stratum that has any. */
function strataOf({ rows, target, column }: SampleInput, bins: number): readonly (readonly number[])[] {
  const stratum =
    column !== undefined
      ? columnStrata(column, bins)
      : target.classes !== null
        ? target.y
        : quantileBins(target.y, bins);
  const members = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const own = members.get(stratum[row]!);
    if (own === undefined) members.set(stratum[row]!, [row]);
    else own.push(row);
  }
  return [...members].sort(([a], [b]) => a - b).map(([, list]) => list);
}
