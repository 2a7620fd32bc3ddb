import type { Metric } from '../contracts/metric.ts';

/** The rows of one list in the making. */
interface List {
  readonly relevance: number[];
  readonly score: number[];
  weight: number;
}

/** Rows kept by the list that they stand in. */
export type ListedRows = Map<number, List>;

/** A list by place, the highest score first; rows of one score stand in no order. */
export interface RankedList {
  /** [rows] */
  readonly relevance: Float64Array;
  /** [rows] falling */
  readonly score: Float64Array;
}

/**
 * A measure of how well the rows of a list are put in order: the mean over lists of what `of` says, NaN where a list has nothing
 * to tell, and such lists left out. A list counts for the mean of the weights of its rows. O(rows log rows).
 */
export const listMetric = (
  { name, label, about }: Pick<Metric, 'name' | 'label' | 'about'>,
  of: (list: RankedList) => number,
): Metric<ListedRows> => ({
  room: 'metrics',
  name,
  label,
  version: 1,
  about,
  traits: { categories: ['ranking'], better: 'higher', range: [0, 1], ofDecision: false, ofLists: true },
  start: () => new Map(),
  add(acc, truth, predicted, offset, weight, list = 0) {
    if (weight === 0) return;
    const rows = listAt(acc, list);
    rows.relevance.push(truth);
    rows.score.push(predicted[offset]!);
    rows.weight += weight;
  },
  merge(a, b) {
    for (const [list, { relevance, score, weight }] of b) {
      const rows = listAt(a, list);
      relevance.forEach((value, i) => {
        rows.relevance.push(value);
        rows.score.push(score[i]!);
      });
      rows.weight += weight;
    }
    return a;
  },
  value(acc) {
    let sum = 0;
    let total = 0;
    for (const rows of acc.values()) {
      const value = of(ranked(rows));
      if (Number.isNaN(value)) continue;
      const weight = rows.weight / rows.score.length;
      sum += weight * value;
      total += weight;
    }
    return sum / total;
  },
});

function listAt(acc: ListedRows, list: number): List {
  const found = acc.get(list) ?? { relevance: [], score: [], weight: 0 };
  acc.set(list, found);
  return found;
}

function ranked({ relevance, score }: List): RankedList {
  const order = Int32Array.from(score.keys()).sort((a, b) => score[b]! - score[a]!);
  return {
    relevance: Float64Array.from(order, (row) => relevance[row]!),
    score: Float64Array.from(order, (row) => score[row]!),
  };
}

/** Visit rows of one score together: how many stand before them, how many they are, how many of them are relevant (above 0). */
export function eachTie(
  { relevance, score }: RankedList,
  visit: (before: number, rows: number, relevant: number) => void,
): void {
  for (let from = 0; from < score.length; ) {
    let to = from;
    let relevant = 0;
    for (; to < score.length && score[to] === score[from]; to++) if (relevance[to]! > 0) relevant++;
    visit(from, to - from, relevant);
    from = to;
  }
}
