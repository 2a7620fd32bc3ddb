import type { MetricContext } from '../contracts/metric.ts';
import { outputsOf } from '../contracts/task.ts';
import { sortOrder } from '../kernels/sort-order.ts';

/**
 * Rows kept with their scores, for measures of ranking, which need them all.
 *
 * The trick: it is remembered, for each output, whether the rows came in ascending order of score. Then no sort is
 * needed, and a bootstrap that sorts its rows once pays O(rows) for each resample.
 */
export interface ScoredRows {
  readonly outputs: number;
  rows: number;
  /** [room for rows] grown by doubling; so are the others. */
  truth: Float64Array;
  weight: Float64Array;
  /** By output. */
  readonly scores: Float64Array[];
  /** By output: 1 while the rows ascend. */
  readonly ascending: Uint8Array;
}

const FIRST_ROOM = 64;

export function startRows({ task }: MetricContext): ScoredRows {
  const outputs = outputsOf(task);
  return {
    outputs,
    rows: 0,
    truth: new Float64Array(FIRST_ROOM),
    weight: new Float64Array(FIRST_ROOM),
    scores: Array.from({ length: outputs }, () => new Float64Array(FIRST_ROOM)),
    ascending: new Uint8Array(outputs).fill(1),
  };
}

export function addToRows(
  acc: ScoredRows,
  truth: number,
  predicted: Float64Array,
  offset: number,
  weight: number,
): void {
  if (weight === 0) return;
  const row = acc.rows;
  if (row === acc.truth.length) grow(acc, 2 * row);
  acc.truth[row] = truth;
  acc.weight[row] = weight;
  for (let k = 0; k < acc.outputs; k++) {
    const scores = acc.scores[k]!;
    const score = predicted[offset + k]!;
    scores[row] = score;
    if (row > 0 && scores[row - 1]! > score) acc.ascending[k] = 0;
  }
  acc.rows = row + 1;
}

export function mergeRows(a: ScoredRows, b: ScoredRows): ScoredRows {
  const rows = a.rows + b.rows;
  if (rows > a.truth.length) grow(a, rows);
  a.truth.set(b.truth.subarray(0, b.rows), a.rows);
  a.weight.set(b.weight.subarray(0, b.rows), a.rows);
  for (let k = 0; k < a.outputs; k++) {
    const joinAscends = a.rows === 0 || b.rows === 0 || a.scores[k]![a.rows - 1]! <= b.scores[k]![0]!;
    a.scores[k]!.set(b.scores[k]!.subarray(0, b.rows), a.rows);
    if (!joinAscends || b.ascending[k] === 0) a.ascending[k] = 0;
  }
  a.rows = rows;
  return a;
}

function grow(acc: ScoredRows, room: number): void {
  const grown = (old: Float64Array): Float64Array => {
    const values = new Float64Array(room);
    values.set(old.subarray(0, acc.rows));
    return values;
  };
  acc.truth = grown(acc.truth);
  acc.weight = grown(acc.weight);
  for (let k = 0; k < acc.outputs; k++) acc.scores[k] = grown(acc.scores[k]!);
}

/** Rows of one class against the rest, in ascending order of the score of that class. */
interface RankedRows {
  /** [rows] */
  readonly score: Float64Array;
  /** [rows] weight, where the row is of the class; else 0. */
  readonly positive: Float64Array;
  /** [rows] weight, where it is not. */
  readonly negative: Float64Array;
}

/**
 * A measure of ranking, of the positive class against the other; multiclass: each class against the rest, the plain
 * mean over those where it is defined (macro).
 */
export function averageOverRankings(acc: ScoredRows, measure: (rows: RankedRows) => number): number {
  if (acc.outputs === 1) return measure(rank(acc, 0, 1));
  let sum = 0;
  let defined = 0;
  for (let k = 0; k < acc.outputs; k++) {
    const value = measure(rank(acc, k, k));
    if (Number.isNaN(value)) continue;
    sum += value;
    defined++;
  }
  return sum / defined;
}

function rank(acc: ScoredRows, output: number, positiveClass: number): RankedRows {
  const n = acc.rows;
  const scores = acc.scores[output]!.subarray(0, n);
  const order = acc.ascending[output] === 1 ? null : sortOrder(scores);
  const ranked = {
    score: order === null ? scores : new Float64Array(n),
    positive: new Float64Array(n),
    negative: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) {
    const row = order === null ? i : order[i]!;
    if (order !== null) ranked.score[i] = scores[row]!;
    (acc.truth[row] === positiveClass ? ranked.positive : ranked.negative)[i] = acc.weight[row]!;
  }
  return ranked;
}
