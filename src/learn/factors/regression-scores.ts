import { NEVER, type OpenRetriever, type Query } from '../../contracts/retriever.ts';
import type { RegressionState } from './item-regression.ts';
import { History } from './strengths.ts';

/** B by what is asked of it. */
interface Weights {
  /** out [items] += the rows of B that a past names, by its strengths. */
  addRows(past: History, out: Float32Array): void;
  /** Weights of one column: from each of these items to `item`. */
  columnOf(item: number): (from: number) => number;
}

/** Lay a regression of items out to score: the sum of the rows of B over a user's past. O(items x past), see the forms. */
export function openRegression(state: RegressionState): OpenRetriever {
  const { items, strengthPower } = state.facts;
  const weights = weightsOf(state);
  const history = new History(items, strengthPower);
  const score = (past: History, out: Float32Array, size: number): void => {
    if (past.length === 0) {
      out.fill(NEVER, 0, size);
      return;
    }
    out.fill(0, 0, items);
    out.fill(NEVER, items, size);
    weights.addRows(past, out);
  };
  return {
    items,
    score: (query, { size }, out) => score(history.read(query), out, size),
    similar: (item, { size }, out) => score(history.only(item), out, size),
    because(query: Query, item, out) {
      out.fill(0, 0, query.length);
      if (item >= items) return;
      const weightFrom = weights.columnOf(item);
      history.read(query).divide(query, (from, strength) => strength * weightFrom(from), out);
    },
  };
}

function weightsOf({ facts, arrays }: RegressionState): Weights {
  switch (facts.form) {
    case 'all':
      return allWeights(arrays as ArraysOf<'all'>, facts.items);
    case 'kept':
      return keptWeights(arrays as ArraysOf<'kept'>);
    case 'users':
      return weightsOverUsers(arrays as ArraysOf<'users'>, facts.items);
  }
}

type ArraysOf<F> = Extract<RegressionState, { facts: { form: F } }>['arrays'];

function allWeights({ weight }: ArraysOf<'all'>, items: number): Weights {
  return {
    addRows({ item, strength, length }, out) {
      for (let p = 0; p < length; p++) {
        const [by, from] = [strength[p]!, item[p]! * items];
        for (let j = 0; j < items; j++) out[j]! += by * weight[from + j]!;
      }
    },
    columnOf: (to) => (from) => weight[from * items + to]!,
  };
}

function keptWeights({ start, item: to, weight }: ArraysOf<'kept'>): Weights {
  return {
    addRows({ item, strength, length }, out) {
      for (let p = 0; p < length; p++) {
        const [by, i] = [strength[p]!, item[p]!];
        for (let k = start[i]!; k < start[i + 1]!; k++) out[to[k]!]! += by * weight[k]!;
      }
    },
    columnOf: (item) => (from) => {
      // Items ascend within a row.
      let [low, high] = [start[from]!, start[from + 1]!];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (to[middle]! < item) low = middle + 1;
        else high = middle;
      }
      return low < start[from + 1]! && to[low] === item ? weight[low]! : 0;
    },
  };
}

/**
 * Through the users of training: those who met the past, then by K^-1 those like them, then what they met.
 * O(users^2 + interactions).
 */
function weightsOverUsers(arrays: ArraysOf<'users'>, items: number): Weights {
  const { start, user, value, inverse, leverage } = arrays;
  const users = Math.round(Math.sqrt(inverse.length));
  const met = new Float32Array(users);
  const like = new Float32Array(users);
  const meet = (item: number, strength: number): void => {
    for (let p = start[item]!; p < start[item + 1]!; p++) met[user[p]!]! += strength * value[p]!;
  };
  const spread = (): void => {
    like.fill(0);
    for (let u = 0; u < users; u++) {
      const by = met[u]!;
      if (by !== 0) for (let v = 0, at = u * users; v < users; v++, at++) like[v]! += by * inverse[at]!;
    }
  };
  const productWith = (item: number): number => {
    let sum = 0;
    for (let p = start[item]!; p < start[item + 1]!; p++) sum += value[p]! * like[user[p]!]!;
    return sum;
  };
  return {
    addRows({ item, strength, length }, out) {
      met.fill(0);
      for (let p = 0; p < length; p++) meet(item[p]!, strength[p]!);
      spread();
      for (let j = 0; j < items; j++) out[j]! += productWith(j);
      // The diagonal of B is 0: no item speaks for itself.
      for (let p = 0; p < length; p++) out[item[p]!]! -= strength[p]! * leverage[item[p]!]!;
      for (let j = 0; j < items; j++) out[j]! /= 1 - leverage[j]!;
    },
    columnOf(item) {
      met.fill(0);
      meet(item, 1);
      spread();
      return (from) => (from === item ? 0 : productWith(from) / (1 - leverage[item]!));
    },
  };
}
