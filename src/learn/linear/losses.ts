/**
 * A loss of linear scores, over a block of rows.
 *
 * scores  [outputs][>= count] score of each row
 * y       [rows] class index or value, weights [rows]; the block begins at row `from`
 */
export interface LinearLoss {
  /** Overwrites scores with the derivative of the loss by each, times the weight; gives the weighted sum of the losses. */
  readonly slopes: (
    scores: readonly Float64Array[],
    y: Float64Array,
    weights: Float64Array,
    from: number,
    count: number,
  ) => number;
  /**
   * Writes what the second derivatives are made of to out [outputs][rows]: of one output the second derivative times the
   * weight; of several the probabilities p, the second derivatives being weight x (diag(p) - p p').
   */
  readonly curvature: (
    scores: readonly Float64Array[],
    y: Float64Array,
    weights: Float64Array,
    from: number,
    count: number,
    out: readonly Float64Array[],
  ) => void;
}

/** (score - y)^2 / 2; derivatives score - y and 1. */
export const squaredLoss: LinearLoss = {
  slopes([scores], y, weights, from, count) {
    const s = scores!;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const error = s[i]! - y[from + i]!;
      const weight = weights[from + i]!;
      sum += weight * error * error;
      s[i] = weight * error;
    }
    return sum / 2;
  },
  curvature(_scores, _y, weights, from, count, [out]) {
    out!.set(weights.subarray(from, from + count), from);
  },
};

/**
 * -ln P(y) with P(1) = 1 / (1 + e^-s); derivatives P(1) - y and P(1) P(0).
 *
 * With e = e^-|s|, which never overflows: the loss is ln(1 + e) + max(s, 0) - y s.
 */
export const logisticLoss: LinearLoss = {
  slopes([scores], y, weights, from, count) {
    const s = scores!;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const score = s[i]!;
      const truth = y[from + i]!;
      const weight = weights[from + i]!;
      const e = Math.exp(-Math.abs(score));
      const p = (score >= 0 ? 1 : e) / (1 + e);
      sum += weight * (Math.log1p(e) + Math.max(score, 0) - truth * score);
      s[i] = weight * (p - truth);
    }
    return sum;
  },
  curvature([scores], _y, weights, from, count, [out]) {
    const s = scores!;
    for (let i = 0; i < count; i++) {
      const e = Math.exp(-Math.abs(s[i]!));
      out![from + i] = (weights[from + i]! * e) / ((1 + e) * (1 + e));
    }
  },
};

/** -ln P(y) with P(k) = e^s_k / sum_j e^s_j, the highest score taken out first; derivative P(k) - [y = k]. */
export const softmaxLoss: LinearLoss = {
  slopes(scores, y, weights, from, count) {
    const classes = scores.length;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      let highest = -Infinity;
      for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[k]![i]!);
      const truth = y[from + i]!;
      const weight = weights[from + i]!;
      const ofTruth = scores[truth]![i]! - highest;
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const e = Math.exp(scores[k]![i]! - highest);
        scores[k]![i] = e;
        total += e;
      }
      sum += weight * (Math.log(total) - ofTruth);
      for (let k = 0; k < classes; k++)
        scores[k]![i] = weight * (scores[k]![i]! / total - Number(k === truth));
    }
    return sum;
  },
  curvature(scores, _y, _weights, from, count, out) {
    const classes = scores.length;
    for (let i = 0; i < count; i++) {
      let highest = -Infinity;
      for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[k]![i]!);
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const e = Math.exp(scores[k]![i]! - highest);
        out[k]![from + i] = e;
        total += e;
      }
      for (let k = 0; k < classes; k++) out[k]![from + i]! /= total;
    }
  },
};

/** max(0, 1 - m)^2 with the margin m = s for class 1 and -s for class 0; derivatives by m: -2 max(0, 1 - m), and 2 or 0. */
export const squaredHingeLoss: LinearLoss = {
  slopes([scores], y, weights, from, count) {
    const s = scores!;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const sign = y[from + i]! > 0 ? 1 : -1;
      const short = Math.max(0, 1 - sign * s[i]!);
      const weight = weights[from + i]!;
      sum += weight * short * short;
      s[i] = -2 * weight * sign * short;
    }
    return sum;
  },
  curvature([scores], y, weights, from, count, [out]) {
    const s = scores!;
    for (let i = 0; i < count; i++) {
      const sign = y[from + i]! > 0 ? 1 : -1;
      out![from + i] = sign * s[i]! < 1 ? 2 * weights[from + i]! : 0;
    }
  },
};
