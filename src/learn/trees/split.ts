import type { Bounds } from './bounds.ts';

/** Sums over the rows of a leaf, or of a part of it. */
export interface Sums {
  readonly grad: number;
  readonly hess: number;
  /** Sum of weights. */
  readonly count: number;
}

/** A way to part the rows of a leaf in two. */
export interface Cut {
  readonly column: number;
  /** What it brings; > 0. Boosting: reduction of twice the penalised loss, to second order. */
  readonly gain: number;
  /** Numbers: bins 1..lastLeft go left. Categories: null. */
  readonly lastLeft: number | null;
  /** [256] 1 for each bin that goes left; [0] is where missing values go. */
  readonly goesLeft: Uint8Array;
}

/** A cut with the sums of the rows that go left. */
export interface Split extends Cut {
  readonly left: Sums;
}

/** What a search for a split in one column may return. */
export interface SplitLimits {
  /** Score of the leaf unsplit. */
  readonly parent: number;
  /** Scores of the two children must sum to more than this. */
  readonly mustBeat: number;
  /** Between what values of both children must lie; null where no column of the fit has a direction. */
  readonly bounds: Bounds | null;
  /** 1: the right side of a threshold must not say less than the left, -1: not more, 0: as it may. */
  readonly direction: number;
}

/** The best threshold so far: the score of both children, the last bin on the left, and the sums on the left. */
export interface FoundThreshold {
  score: number;
  lastLeft: number;
  grad: number;
  hess: number;
  count: number;
}

/**
 * Twice the drop in penalised loss that the best value of a leaf brings: with value -G / (H + l2) it is G^2 / (H + l2).
 * Source: Chen and Guestrin 2016 (XGBoost), equation 6.
 */
export const leafScore = (grad: number, hess: number, l2: number): number => (grad * grad) / (hess + l2);

/** Sums below this share of the leaf's are what subtracting histograms leaves of nothing. */
export const NOTHING = 1e-9;
