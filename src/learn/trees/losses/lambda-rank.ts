import { discountedGain, discountOf, gainOf, mostDiscountedGain } from '../../../kernels/discounted-gain.ts';
import { sortOrder } from '../../../kernels/sort-order.ts';
import type { Loss, Truth } from './loss.ts';

/** Relevance beyond this would overflow what it gains: 2^relevance - 1. */
const MOST_RELEVANT = 31;

/** Pairs of far scores are drawn nearer to pairs of like scores by this much at most: LightGBM's number. */
const NEAR = 0.01;

/**
 * Rank the rows of each list by relevance, the most relevant first: pairwise logistic loss, each pair weighted by how
 * much NDCG changes when the two swap places. Truth is the relevance, 0 to 31; scores have no unit.
 *
 * truncation: only pairs with at least one row among so many first ones count, and NDCG is taken to that place.
 * Weights multiply derivatives of rows; a list weighs the mean of its rows' weights in the loss. A list that has one
 * relevance throughout teaches nothing. O(truncation x rows) a round besides sorting each list.
 *
 * Source: Burges 2010, "From RankNet to LambdaRank to LambdaMART"; derivatives divided by the distance of scores, and
 * those of a list brought to the log of their sum, as LightGBM does.
 */
export const lambdaRank = (truncation = 30): Loss => ({
  outputs: 1,
  maxStep: Number.POSITIVE_INFINITY,
  range: [0, MOST_RELEVANT],
  ofLists: true,
  base: () => new Float64Array(1),

  derive(truth, scores, grad, hess) {
    grad.fill(0);
    hess.fill(0);
    const { order, start } = listsOf(truth);
    for (let l = 0; l < start.length - 1; l++) {
      const rows = order.subarray(start[l], start[l + 1]);
      deriveList(truth, byScore(rows, scores), scores, truncation, grad, hess);
    }
  },

  mean(truth, scores, rows) {
    const { order, start } = listsOf(truth);
    const judged = new Uint8Array(truth.y.length);
    for (const row of rows) judged[row] = 1;
    let sum = 0;
    let total = 0;
    for (let l = 0; l < start.length - 1; l++) {
      const list = order.subarray(start[l], start[l + 1]).filter((row) => judged[row] === 1);
      if (list.length === 0) continue;
      const ranked = byScore(list, scores);
      const relevance = valuesOf(truth.y, ranked);
      const best = mostDiscountedGain(relevance, truncation);
      const weight = meanWeight(truth, list);
      const found = best === 0 ? 1 : discountedGain(relevance, valuesOf(scores, ranked), truncation) / best;
      sum += weight * (1 - found);
      total += weight;
    }
    return sum / total;
  },
});

function listsOf({ lists }: Truth): NonNullable<Truth['lists']> {
  if (lists === null) throw new Error('a loss of lists needs lists');
  return lists;
}

/**
 * Write the derivatives of one list, rows [n] by score.
 *
 * for rows a, b with relevance a > b, at places i, j from 0
 * change    |2^a - 2^b| |1 / log2(2 + i) - 1 / log2(2 + j)| / best DCG, divided by 0.01 + |s_a - s_b|
 * p         1 / (1 + exp(s_a - s_b)), the chance given to the wrong order
 * gradient  of a: -change p, of b: change p
 * Hessian   of both: change p (1 - p)
 */
function deriveList(
  { y, weights }: Truth,
  rows: Int32Array,
  scores: Float64Array,
  truncation: number,
  grad: Float64Array,
  hess: Float64Array,
): void {
  const n = rows.length;
  const best = mostDiscountedGain(valuesOf(y, rows), truncation);
  if (best === 0) return;
  // By place: what pairs read again and again lies side by side, its powers and logarithms taken once.
  const [score, gains, discounts] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [g, h] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    score[i] = scores[rows[i]!]!;
    gains[i] = gainOf(y[rows[i]!]!) / best;
    discounts[i] = discountOf(i);
  }
  const spread = score[0] !== score[n - 1];
  let total = 0;
  for (let i = 0; i < Math.min(n - 1, truncation); i++)
    for (let j = i + 1; j < n; j++) {
      const more = gains[i]! - gains[j]!;
      if (more === 0) continue;
      // By how much the more relevant row is ahead.
      const ahead = more > 0 ? score[i]! - score[j]! : score[j]! - score[i]!;
      const moved = Math.abs(more) * (discounts[i]! - discounts[j]!);
      const change = moved / (spread ? NEAR + Math.abs(ahead) : 1);
      const p = 1 / (1 + Math.exp(ahead));
      const push = more > 0 ? change * p : -change * p;
      const bend = change * p * (1 - p);
      g[i]! -= push;
      g[j]! += push;
      h[i]! += bend;
      h[j]! += bend;
      total += 2 * change * p;
    }
  if (total === 0) return;
  const scale = Math.log2(1 + total) / total;
  for (let i = 0; i < n; i++) {
    const row = rows[i]!;
    const w = scale * (weights === null ? 1 : weights[row]!);
    grad[row] = w * g[i]!;
    hess[row] = w * h[i]!;
  }
}

/** Rows by score, the highest first; equals in their old order. */
function byScore(rows: Int32Array, scores: Float64Array): Int32Array {
  const falling = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) falling[i] = -scores[rows[i]!]!;
  return sortOrder(falling).map((at) => rows[at]!);
}

const valuesOf = (all: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => all[row]!);

function meanWeight({ weights }: Truth, rows: Int32Array): number {
  if (weights === null) return 1;
  let sum = 0;
  for (const row of rows) sum += weights[row]!;
  return sum / rows.length;
}
