import type { KnownItems } from '../../contracts/ranking-metric.ts';
import { judgePool, type Pool, type PoolRoom, roomForPools } from '../../explain/ranking/candidate-pools.ts';
import type { Cut } from '../../explain/ranking/measure-lists.ts';

/** Weights that a retriever is tried with beside the best one, which has 1. */
const STEPS = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2];
const MOST_ROUNDS = 4;
/** Share that a retriever must add to the measure to come into the mix: less is chance, and each of them costs time. */
const WORTH_ADDING = 0.005;
/** Share that a change of a weight must add. */
const WORTH_CHANGING = 0.0005;

/**
 * Weights of a blend by coordinate ascent: from the best retriever alone, one weight at a time goes to the value that
 * is best for the measure over these users, until none gains any more. Retrievers that add nothing have weight 0.
 *
 * O(rounds x retrievers x steps x candidates of all users).
 * Source: Metzler and Croft 2007, "Linear feature-based models for information retrieval".
 */
export function blendWeights(
  pools: readonly Pool[],
  retrievers: number,
  cut: Cut,
  known: KnownItems,
  checkCancelled: () => void,
): { weights: Float64Array; value: number } {
  const alone = Array.from({ length: retrievers }, (_, r) => oneOf(retrievers, r));
  const values = alone.map((weights) => meanValue(pools, weights, cut, known));
  const first = values.indexOf(Math.max(...values));
  const weights = alone[first]!;
  let value = values[first]!;
  const order = values.map((_, r) => r).sort((a, b) => values[b]! - values[a]!);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = value;
    for (const r of order) {
      checkCancelled();
      const found = bestStep(pools, weights, r, cut, known);
      if (found.value <= value * (1 + (weights[r] === 0 ? WORTH_ADDING : WORTH_CHANGING))) continue;
      weights[r] = found.weight;
      value = found.value;
    }
    if (value <= before) break;
  }
  return { weights, value };
}

const oneOf = (length: number, at: number): Float64Array =>
  Float64Array.from({ length }, (_, r) => Number(r === at));

/** The best weight of retriever r with all others as they are. */
function bestStep(
  pools: readonly Pool[],
  weights: Float64Array,
  r: number,
  cut: Cut,
  known: KnownItems,
): { weight: number; value: number } {
  const others = Float64Array.from(weights);
  others[r] = 0;
  const steps = others.some((w) => w > 0) ? STEPS : STEPS.filter((w) => w > 0);
  const sums = new Float64Array(steps.length);
  const room = roomForPools(pools, cut.k);
  for (const pool of pools) {
    const base = blended(pool, others);
    const level = pool.levels[r]!;
    const scores = new Float32Array(base.length);
    steps.forEach((w, s) => {
      for (let c = 0; c < scores.length; c++) scores[c] = base[c]! + w * level[c]!;
      sums[s]! += measureOf(pool, scores, room, cut, known);
    });
  }
  const at = sums.indexOf(Math.max(...sums));
  return { weight: steps[at]!, value: sums[at]! / pools.length };
}

/** [pools] the measure of each user under these weights. */
export function blendValues(
  pools: readonly Pool[],
  weights: Float64Array,
  cut: Cut,
  known: KnownItems,
): Float64Array {
  const room = roomForPools(pools, cut.k);
  return Float64Array.from(pools, (pool) => measureOf(pool, blended(pool, weights), room, cut, known));
}

function meanValue(pools: readonly Pool[], weights: Float64Array, cut: Cut, known: KnownItems): number {
  return blendValues(pools, weights, cut, known).reduce((sum, v) => sum + v, 0) / pools.length;
}

function measureOf(
  pool: Pool,
  scores: Float32Array,
  room: PoolRoom,
  { metric, k }: Cut,
  known: KnownItems,
): number {
  if (metric.of !== 'user') throw new Error(`nothing is chosen by ${metric.name}`);
  return metric.value(judgePool(pool, scores, room), k, known);
}

/** [candidates] the weighted sum of what the retrievers say. */
export function blended({ item, levels }: Pool, weights: Float64Array): Float32Array {
  const out = new Float32Array(item.length);
  levels.forEach((level, r) => {
    const w = weights[r]!;
    if (w !== 0) for (let c = 0; c < out.length; c++) out[c]! += w * level[c]!;
  });
  return out;
}
