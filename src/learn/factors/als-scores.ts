import type { Kernels } from '../../contracts/kernels.ts';
import type { OpenRetriever } from '../../contracts/retriever.ts';
import type { State } from '../../contracts/state.ts';
import { solvePositive } from '../../kernels/solve-positive.ts';
import { type AlsSettings, penaltyOf } from './implicit-als.ts';
import { openInnerProducts } from './inner-products.ts';
import { History } from './strengths.ts';

export type AlsState = State & {
  readonly facts: Omit<AlsSettings, 'iterations' | 'steps'> & {
    readonly items: number;
    readonly size: number;
    readonly strengthPower: number;
  };
  /** factors [items x size], spectrum [size]: see `ItemFactors`. */
  readonly arrays: { readonly factors: Float32Array; readonly spectrum: Float32Array };
};

/** Conjugate gradients go on until rounding stops them; with this preconditioner that is soon. */
const MOST_STEPS = 100;
const TOLERANCE = 1e-12;

/**
 * Lay item factors out to score. The vector of a query is the exact solution for its past, as in training: a new user and a
 * new event need no other. O(past x size) a step, some ten steps; then O(items x size).
 */
export function openAls({ facts, arrays }: AlsState, kernels: Kernels): OpenRetriever {
  const { items, size } = facts;
  const history = new History(items, facts.strengthPower);
  const [start, item, strength] = [kernels.i32(2), kernels.i32(items), kernels.f32(items)];
  const [spectrum, penalty, vector] = [kernels.f32(size), kernels.f32(1), kernels.f32(size)];
  const scratch = kernels.f32(3 * size);
  for (let j = 0; j < size; j++) spectrum[j] = facts.unobservedWeight * arrays.spectrum[j]!;

  const products = openInnerProducts(
    arrays.factors,
    size,
    (query, _catalogue, out) => {
      const { length } = history.read(query);
      if (length === 0) return false;
      start[1] = length;
      item.set(history.item.subarray(0, length));
      strength.set(history.strength.subarray(0, length));
      penalty[0] = penaltyOf(length, items, facts);
      vector.fill(0);
      solve();
      out.set(vector);
      return true;
    },
    kernels,
  );
  const solve = kernels.bind(
    'solveFactors',
    ...([0, 1, start, item, strength, products.vectors.ofItems, size] as const),
    ...([spectrum, penalty, vector, MOST_STEPS, TOLERANCE, scratch] as const),
  );

  return {
    ...products,
    because(query, of, out) {
      out.fill(0, 0, query.length);
      const { length } = history.read(query);
      if (of >= items || length === 0) return;
      const ridge = penaltyOf(length, items, facts);
      const weights = influence(arrays.factors, spectrum, ridge, history, of);
      history.divide(
        query,
        (from, by) => {
          let sum = 0;
          for (let j = 0; j < size; j++) sum += weights[j]! * arrays.factors[from * size + j]!;
          return by * sum;
        },
        out,
      );
    },
  };
}

/**
 * z [size] such that the score of an item is the sum over a past of strength (z h): A^-1 times its vector, A being the
 * matrix that the past is solved with. Hu, Koren and Volinsky 2008, section 5. O(past x size^2 + size^3).
 */
function influence(
  factors: Float32Array,
  spectrum: Float32Array,
  ridge: number,
  { item, strength, length }: History,
  of: number,
): Float64Array {
  const size = spectrum.length;
  const a = new Float64Array(size * size);
  for (let j = 0; j < size; j++) a[j * size + j] = spectrum[j]! + ridge;
  for (let p = 0; p < length; p++) {
    const h = item[p]! * size;
    for (let i = 0; i < size; i++) {
      const by = strength[p]! * factors[h + i]!;
      for (let j = 0; j <= i; j++) a[i * size + j]! += by * factors[h + j]!;
    }
  }
  const z = Float64Array.from(factors.subarray(of * size, (of + 1) * size));
  return solvePositive(a, z) ? z : new Float64Array(size);
}
