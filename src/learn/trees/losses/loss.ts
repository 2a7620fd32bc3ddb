import type { Kernels } from '../../../contracts/kernels.ts';
import type { RowLists } from './row-lists.ts';

/** The truth of rows, as a loss compares scores with it. */
export interface Truth {
  /** [rows] class index, value, or relevance. */
  readonly y: Float64Array;
  /** [rows] positive, or null = all 1. */
  readonly weights: Float64Array | null;
  /** Which rows stand in one list; null where rows stand alone. */
  readonly lists: RowLists | null;
}

/** How a score becomes the answer where that is not usual for the category: its exponential. */
export type Link = 'log';

/**
 * What boosting minimises: the mean over rows of weight x loss(y, score).
 *
 * Scores and derivatives are held class after class: [outputs * rows], output k of row r at k * rows + r.
 */
export interface Loss {
  /** Scores of a row, and trees of a round: 1, or one a class. */
  readonly outputs: number;
  /** A leaf moves a score by at most this before shrinkage; Infinity where the loss is quadratic. */
  readonly maxStep: number;
  /** Absent: probabilities for classes, the score itself for values. */
  readonly link?: Link;
  /** Least and greatest truth that it takes; absent: any. */
  readonly range?: readonly [least: number, most: number];
  /** It compares rows of one list, and needs lists. */
  readonly ofLists?: true;
  /** [outputs] the constant score with the lowest loss; finite for any y. */
  base(truth: Truth): Float64Array;
  /** First and second derivative by each score, times the weight; Hessians are >= 0. O(rows x outputs). */
  derive(truth: Truth, scores: Float64Array, grad: Float64Array, hess: Float64Array, kernels: Kernels): void;
  /** Weighted mean loss over the rows at `rows`. */
  mean(truth: Truth, scores: Float64Array, rows: Int32Array): number;
  /**
   * The step that lowers the loss most for rows that share a leaf, where derivatives do not tell it: residuals [n] are
   * truth less score, weights [n]. Then a leaf takes this step in place of -G / (H + l2).
   */
  renew?(residuals: Float64Array, weights: Float64Array): number;
}

/** Sum of the truth, and of the weights, over all rows. */
export function totals({ y, weights }: Pick<Truth, 'y' | 'weights'>): { sum: number; total: number } {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    sum += w * y[i]!;
    total += w;
  }
  return { sum, total };
}

/** The share of `part` in `total`, kept inside (0, 1): of what was never seen, half a row is assumed. */
export function openShare(part: number, total: number): number {
  const unseen = 0.5 / (total + 1);
  if (part <= 0) return unseen;
  return part >= total ? 1 - unseen : part / total;
}
