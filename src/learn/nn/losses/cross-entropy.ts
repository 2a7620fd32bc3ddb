import type { Loss } from './loss.ts';

/** How far an answer may be sure of itself. */
export interface Tempering {
  /** Share of the truth that is spread evenly over all classes. Source: Szegedy et al. 2016, section 7. */
  readonly smoothing: number;
  /** Reward for the entropy of the answer, in units of the loss. Source: Pereyra et al. 2017. */
  readonly entropy: number;
}

/** Cross-entropy: of the log-odds of class 1 where there is one output, else of a score a class through softmax. */
export const crossEntropy =
  (tempering: Tempering): Loss =>
  (scores, outputs, truth, rows, scale, grad) =>
    (outputs === 1 ? ofLogOdds : ofScores)(tempering, scores, outputs, truth, rows, scale, grad);

type Tempered = (tempering: Tempering, ...rest: Parameters<Loss>) => number;

/**
 * With t = y (1 - smoothing) + smoothing / 2 and p = 1 / (1 + e^-s): loss -t ln p - (1 - t) ln(1 - p) - entropy H(p),
 * written with e^-|s|, which never overflows; slope p - t + entropy s p (1 - p), since dH/dp = -s.
 */
const ofLogOdds: Tempered = ({ smoothing, entropy }, scores, _outputs, { y, weight }, rows, scale, grad) => {
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    const known = !Number.isNaN(y[r]!);
    const w = known ? weight[r]! : 0;
    const t = known ? y[r]! * (1 - smoothing) + smoothing / 2 : 0;
    const s = scores[r]!;
    const e = Math.exp(-Math.abs(s));
    const p = (s >= 0 ? 1 : e) / (1 + e);
    const certain = Math.log1p(e) + Math.max(s, 0);
    // H(p) = -p ln p - (1 - p) ln(1 - p), with ln p = s - certain and ln(1 - p) = -certain.
    sum += w * (certain - t * s - entropy * (certain - p * s));
    if (grad) grad[r] = scale * w * (p - t + entropy * s * p * (1 - p));
  }
  return sum;
};

/**
 * With t_k = [y = k] (1 - smoothing) + smoothing / classes: loss -sum_k t_k ln p_k - entropy H(p);
 * slope p_k - t_k + entropy p_k (ln p_k + H).
 */
const ofScores: Tempered = ({ smoothing, entropy }, scores, classes, { y, weight }, rows, scale, grad) => {
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    const from = r * classes;
    const known = !Number.isNaN(y[r]!);
    const w = known ? weight[r]! : 0;
    let highest = -Infinity;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[from + k]!);
    let total = 0;
    for (let k = 0; k < classes; k++) total += Math.exp(scores[from + k]! - highest);
    const log = highest + Math.log(total);
    let h = 0;
    let loss = 0;
    for (let k = 0; k < classes; k++) {
      const logP = scores[from + k]! - log;
      h -= Math.exp(logP) * logP;
      loss -= (smoothing / classes + (y[r] === k ? 1 - smoothing : 0)) * logP;
    }
    sum += w * (loss - entropy * h);
    if (!grad) continue;
    for (let k = 0; k < classes; k++) {
      const logP = scores[from + k]! - log;
      const p = Math.exp(logP);
      const t = smoothing / classes + (y[r] === k ? 1 - smoothing : 0);
      grad[from + k] = scale * w * (p - t + entropy * p * (logP + h));
    }
  }
  return sum;
};
