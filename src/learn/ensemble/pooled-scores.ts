import type { Kernels } from '../../contracts/kernels.ts';
import type { Scorer } from '../../contracts/model.ts';
import { probabilitiesInPlace } from '../../kernels/probabilities.ts';
import { columnRange, type Matrix } from '../../table/matrix.ts';
import { type EnsembleState, type FindModel, unpackMembers } from './member-states.ts';
import { termsInPlace } from './pooled-terms.ts';

/** Open an ensemble: the weighted sum of what its members say. Members of weight 0 are not asked. */
export function openPooled(state: EnsembleState, find: FindModel, kernels?: Kernels): Scorer {
  const { outputs, pool } = state.facts;
  const { weights } = state.arrays;
  const members = unpackMembers(state, find)
    .map(({ model, state: own, from, to }, i) => ({
      score: model.open(own, kernels),
      rowsOf: rangeOf(from, to),
      weight: weights[i]!,
    }))
    .filter(({ weight }) => weight > 0);
  let said = new Float64Array(outputs);
  return (rows, out) => {
    const values = rows.rows * outputs;
    if (said.length < values) said = new Float64Array(values);
    for (let i = 0; i < values; i++) out[i] = 0;
    for (const { score, rowsOf, weight } of members) {
      score(rowsOf(rows), said);
      termsInPlace(said, values, outputs, pool);
      for (let i = 0; i < values; i++) out[i]! += weight * said[i]!;
    }
    if (pool === 'log-odds') probabilitiesInPlace(out, rows.rows, outputs);
    // Weights sum to 1 but for the last bits.
    if (pool === 'probability') for (let i = 0; i < values; i++) out[i] = Math.min(1, out[i]!);
  };
}

/** A member's columns of a matrix, made once for a matrix that is scored again and again. */
function rangeOf(from: number, to: number): (rows: Matrix) => Matrix {
  let whole: Matrix | null = null;
  let part: Matrix | null = null;
  return (rows) => {
    if (rows !== whole || part === null) {
      whole = rows;
      part = columnRange(rows, from, to);
    }
    return part;
  };
}
