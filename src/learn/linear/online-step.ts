/** How weights follow the slopes of the rows that go by. */
export interface OnlineSettings {
  readonly optimiser: 'ftrl' | 'adagrad' | 'sgd';
  /** Length of a step; of ftrl and adagrad the first one, which then shrinks for what is seen often. */
  readonly rate: number;
  /** Of ftrl: what a slope counts for before any was seen, which shortens the first steps. */
  readonly smoothing: number;
  readonly l1: number;
  readonly l2: number;
}

/** What is learned of every weight, side by side: [n] each. */
export interface OnlineWeights {
  readonly weights: Float64Array;
  /** Sum of squared slopes; unused by sgd. */
  readonly squares: Float64Array;
  /** Of ftrl: sum of slopes less what earlier weights answer for (z in the paper); else unused. */
  readonly pulls: Float64Array;
}

/** Moves weight i by the slope of one row; `isFree`: no charge on it. */
export type OnlineStep = (i: number, slope: number, isFree: boolean) => void;

/**
 * The step of an optimiser, over these weights, in place. O(1).
 *
 * sgd and adagrad charge l2 for a weight whenever its column is in a row; l1 is of ftrl alone, whose weights are exactly 0
 * until enough pulls at them.
 *
 * Sources: McMahan et al. 2013, "Ad click prediction: a view from the trenches", algorithm 1; Duchi, Hazan and Singer 2011.
 */
export function onlineStep(
  { weights, squares, pulls }: OnlineWeights,
  { optimiser, rate, smoothing, l1, l2 }: OnlineSettings,
): OnlineStep {
  if (optimiser === 'sgd')
    return (i, slope, isFree) => {
      weights[i]! -= rate * (slope + (isFree ? 0 : l2 * weights[i]!));
    };
  if (optimiser === 'adagrad')
    return (i, slope, isFree) => {
      const charged = slope + (isFree ? 0 : l2 * weights[i]!);
      if (charged === 0) return;
      squares[i]! += charged * charged;
      weights[i]! -= (rate * charged) / Math.sqrt(squares[i]!);
    };
  return (i, slope, isFree) => {
    const before = squares[i]!;
    const after = before + slope * slope;
    pulls[i]! += slope - ((Math.sqrt(after) - Math.sqrt(before)) / rate) * weights[i]!;
    squares[i] = after;
    const least = isFree ? 0 : l1;
    const pull = pulls[i]!;
    const stiffness = (smoothing + Math.sqrt(after)) / rate + (isFree ? 0 : l2);
    weights[i] = Math.abs(pull) <= least ? 0 : -(pull - Math.sign(pull) * least) / stiffness;
  };
}

/** Begin free weight i at `value`, as if it had been learned. */
export function startAt(
  { weights, pulls }: OnlineWeights,
  { rate, smoothing }: OnlineSettings,
  i: number,
  value: number,
): void {
  weights[i] = value;
  pulls[i] = (-value * smoothing) / rate;
}
