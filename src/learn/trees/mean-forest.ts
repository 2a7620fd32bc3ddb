import { plainKernels } from '../../contracts/kernels.ts';
import type { Explainer, Scorer } from '../../contracts/model.ts';
import type { Forest } from './forest.ts';
import { openForest } from './score.ts';
import { TreeExplainer } from './shap.ts';

/** Shares nearer to 0 or 1 are explained as this: their log-odds would be infinite. */
const LEAST = 1e-12;
/** Shares that differ by less have the same slope. */
const SAME = 1e-8;

/** Open a forest whose trees average class shares, or values. */
export function openMeans(forest: Forest, kernels = plainKernels): Scorer {
  const score = openForest(forest, kernels);
  const outputs = forest.arrays.base.length;
  if (forest.facts.category === 'regression') return score;
  return (rows, out) => {
    score(rows, out);
    // Shares of many trees add up to 1 but for the last bits.
    for (let from = 0; from < rows.rows * outputs; from += outputs) {
      let total = 0;
      for (let k = 0; k < outputs; k++) total += out[from + k]!;
      if (outputs === 1) out[from] = Math.min(1, total);
      else for (let k = 0; k < outputs; k++) out[from + k] = out[from + k]! / total;
    }
  };
}

/**
 * Contributions of such a forest. Of a value they are TreeSHAP's. Of a class, TreeSHAP tells parts of the share; they are
 * brought to log-odds (or logs of several classes' shares) by one factor, the slope of the line from the base to the
 * answer: they keep their proportions and sum to the raw score exactly. Costs what TreeSHAP costs.
 *
 * Source: the rescale rule of Shrikumar et al. 2017 (DeepLIFT), as Lundberg et al. 2020 apply it to trees.
 */
export function explainMeans(forest: Forest): Explainer {
  const shares = new TreeExplainer(forest);
  if (forest.facts.category === 'regression')
    return { base: shares.base, contributions: (rows, row, out) => shares.contributions(rows, row, out) };
  const link = shares.base.length === 1 ? LOG_ODDS : LOG;
  const base = shares.base.map((share) => link.of(clamp(share)));
  return {
    base,
    contributions(rows, row, out) {
      shares.contributions(rows, row, out);
      const cols = out.length / base.length;
      for (let k = 0; k < base.length; k++) {
        const from = clamp(shares.base[k]!);
        let moved = 0;
        for (let c = k * cols; c < (k + 1) * cols; c++) moved += out[c]!;
        const slope =
          Math.abs(moved) < SAME
            ? link.slope(from)
            : (link.of(clamp(shares.base[k]! + moved)) - base[k]!) / moved;
        for (let c = k * cols; c < (k + 1) * cols; c++) out[c] = out[c]! * slope;
      }
    },
  };
}

const clamp = (share: number): number => Math.min(1 - LEAST, Math.max(LEAST, share));
const LOG_ODDS = { of: (p: number) => Math.log(p / (1 - p)), slope: (p: number) => 1 / (p * (1 - p)) };
const LOG = { of: Math.log, slope: (p: number) => 1 / p };
