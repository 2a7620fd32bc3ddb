import type { Kernels } from '../../contracts/kernels.ts';
import type { OpenRetriever } from '../../contracts/retriever.ts';
import type { State } from '../../contracts/state.ts';
import { exponential } from '../../kernels/exponential.ts';
import { lbfgs } from '../../kernels/lbfgs.ts';
import { openInnerProducts } from './inner-products.ts';
import { sizeFor } from './pairwise-ranking.ts';
import { History } from './strengths.ts';

export type PairwiseState = State & {
  readonly facts: { readonly items: number; readonly factors: number; readonly regularisation: number };
  /** factors [items x size] with the bias at place `factors`; rivals: items that every past is ranked before. */
  readonly arrays: { readonly factors: Float32Array; readonly rivals: Int32Array };
};

const ITERATIONS = 50;
const TOLERANCE = 1e-6;
const FAR = 40;

/**
 * Lay vectors out to score. The vector of a query is the best for its past, the items' vectors given: it ranks the past
 * before the rivals, by the objective of training. Convex, so the answer is one. O((past + rivals) size + past x rivals) an
 * iteration, some twenty of them; then O(items x size).
 */
export function openPairwise({ facts, arrays }: PairwiseState, kernels: Kernels): OpenRetriever {
  const { items, factors } = facts;
  const history = new History(items, 0);
  const fold = folder(arrays, facts);
  const products = openInnerProducts(
    arrays.factors,
    sizeFor(factors),
    (query, _catalogue, out) => {
      if (history.read(query).length === 0) return false;
      out.fill(0);
      out.set(fold(history).vector);
      out[factors] = 1;
      return true;
    },
    kernels,
  );
  return {
    ...products,
    because(query, of, out) {
      out.fill(0, 0, query.length);
      if (of >= items || history.read(query).length === 0) return;
      const { pull } = fold(history);
      const size = sizeFor(factors);
      const places = new Map(Array.from(history.item.subarray(0, history.length), (item, p) => [item, p]));
      // At the optimum the vector is a weighted sum of those of past and rivals, so the score is one of products.
      history.divide(
        query,
        (from) => {
          let sum = 0;
          for (let j = 0; j < factors; j++)
            sum += arrays.factors[from * size + j]! * arrays.factors[of * size + j]!;
          return (sum * pull[places.get(from)!]!) / facts.regularisation;
        },
        out,
      );
    },
  };
}

/** A user's vector [factors], and how much each item of his past still pulls at it: the mean slope of its pairs. */
interface Folded {
  readonly vector: Float64Array;
  /** [past] */
  readonly pull: Float64Array;
}

function folder({ factors: table, rivals }: PairwiseState['arrays'], facts: PairwiseState['facts']) {
  const { factors, regularisation } = facts;
  const size = sizeFor(factors);
  const score = (item: number, vector: Float64Array): number => {
    let sum = table[item * size + factors]!;
    for (let j = 0; j < factors; j++) sum += vector[j]! * table[item * size + j]!;
    return sum;
  };
  const add = (out: Float64Array, by: number, row: number): void => {
    for (let j = 0; j < factors; j++) out[j]! += by * table[row * size + j]!;
  };
  return ({ item, length }: History): Folded => {
    const vector = new Float64Array(factors);
    const pull = new Float64Array(length);
    const past = item.subarray(0, length);
    const others = rivals.filter((rival) => !past.includes(rival));
    if (others.length === 0) return { vector, pull };
    const push = new Float64Array(others.length);
    const scores = new Float64Array(others.length);
    const share = 1 / (length * others.length);
    const objective = (x: Float64Array, gradient: Float64Array): number => {
      let value = 0;
      pull.fill(0);
      push.fill(0);
      others.forEach((rival, j) => {
        scores[j] = score(rival, x);
      });
      for (let p = 0; p < length; p++) {
        const mine = score(past[p]!, x);
        for (let j = 0; j < others.length; j++) {
          const ahead = mine - scores[j]!;
          const behind = exponential(Math.min(Math.max(-ahead, -FAR), FAR));
          const slope = (share * behind) / (1 + behind);
          value += share * Math.log1p(behind);
          pull[p]! += slope;
          push[j]! += slope;
        }
      }
      for (let j = 0; j < factors; j++) {
        gradient[j] = regularisation * x[j]!;
        value += 0.5 * regularisation * x[j]! ** 2;
      }
      for (let p = 0; p < length; p++) add(gradient, -pull[p]!, past[p]!);
      for (let j = 0; j < others.length; j++) add(gradient, push[j]!, others[j]!);
      return value;
    };
    lbfgs(objective, vector, { tolerance: TOLERANCE, iterations: ITERATIONS, onIteration: () => {} });
    return { vector, pull };
  };
}
