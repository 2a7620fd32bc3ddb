/**
 * A loss of linear scores over a block of rows.
 *
 * scores  [outputs][>= count] scores of each row; overwritten by the derivative of the loss by each, times the weight
 * y       [rows] class index or value, weights [rows]; the block begins at row `from`
 *
 * @returns the weighted sum of the losses of the block.
 */
export type BlockLoss = (
  scores: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
  from: number,
  count: number,
) => number;

/** (score - y)^2 / 2; derivative score - y. */
export const squaredLoss: BlockLoss = ([scores], y, weights, from, count) => {
  const s = scores!;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const error = s[i]! - y[from + i]!;
    const weight = weights[from + i]!;
    sum += weight * error * error;
    s[i] = weight * error;
  }
  return sum / 2;
};

/**
 * -ln P(y) with P(1) = 1 / (1 + e^-s); derivative P(1) - y.
 *
 * With e = e^-|s|, which never overflows: the loss is ln(1 + e) + max(s, 0) - y s.
 */
export const logisticLoss: BlockLoss = ([scores], y, weights, from, count) => {
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
};

/** -ln P(y) with P(k) = e^s_k / sum_j e^s_j, the highest score taken out first; derivative P(k) - [y = k]. */
export const softmaxLoss: BlockLoss = (scores, y, weights, from, count) => {
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
    for (let k = 0; k < classes; k++) scores[k]![i] = weight * (scores[k]![i]! / total - Number(k === truth));
  }
  return sum;
};

/** max(0, 1 - m)^2 with the margin m = s for class 1 and -s for class 0; derivative -2 max(0, 1 - m) by m. */
export const squaredHingeLoss: BlockLoss = ([scores], y, weights, from, count) => {
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
};
