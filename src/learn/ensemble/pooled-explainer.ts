import type { Explainer } from '../../contracts/model.ts';
import { columnRange, type Matrix } from '../../table/matrix.ts';
import { type EnsembleState, type FindModel, unpackMembers } from './member-states.ts';

/** One member's contributions, and the columns of the whole matrix that they are of. */
interface Part {
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  readonly explainer: Explainer;
  /** [own columns x outputs] */
  readonly out: Float64Array;
}

/**
 * Whether contributions add up: every member that is asked explains itself, and what is averaged is their raw scores (not
 * values of which they are the logs), or the probability of one class, whose contributions can be brought to one scale.
 */
export function pooledExplains(state: EnsembleState, find: FindModel): boolean {
  const { pool, outputs } = state.facts;
  if (pool === 'probability' && outputs > 1) return false;
  return unpackMembers(state, find).every(
    ({ model, state: own }, i) =>
      state.arrays.weights[i] === 0 ||
      (model.explain !== undefined &&
        model.explains?.(own) !== false &&
        model.explain(own).link === undefined),
  );
}

/**
 * Contributions to an ensemble, exact where raw scores are averaged: the weighted sum of the members'.
 *
 * Of a mean of probabilities, each member's contributions are brought to its change in probability, and their mean to
 * the change in log-odds, by one factor each: they keep their proportions and sum to the raw score exactly (the rescale
 * rule of Shrikumar et al. 2017, as for forests). Costs what the members' explanations cost.
 */
export function explainPooled(state: EnsembleState, find: FindModel): Explainer {
  const { pool } = state.facts;
  const parts = unpackMembers(state, find).flatMap(({ model, state: own, from, to }, i): Part[] => {
    const weight = state.arrays.weights[i]!;
    if (weight === 0) return [];
    const explainer = model.explain!(own);
    return [{ weight, from, to, explainer, out: new Float64Array((to - from) * explainer.base.length) }];
  });
  return pool === 'probability' ? meanOfProbabilities(parts) : sumOfRawScores(parts);
}

function sumOfRawScores(parts: readonly Part[]): Explainer {
  const base = new Float64Array(parts[0]!.explainer.base.length);
  for (const { weight, explainer } of parts)
    for (let k = 0; k < base.length; k++) base[k]! += weight * explainer.base[k]!;
  return {
    base,
    contributions(rows, row, out) {
      out.fill(0);
      for (const part of parts) {
        ask(part, rows, row);
        addTo(out, rows.cols, part, part.weight);
      }
    },
  };
}

function meanOfProbabilities(parts: readonly Part[]): Explainer {
  let share = 0;
  for (const { weight, explainer } of parts) share += weight * probability(explainer.base[0]!);
  const base = Float64Array.of(logOdds(share));
  return {
    base,
    contributions(rows, row, out) {
      out.fill(0);
      let reached = 0;
      for (const part of parts) {
        ask(part, rows, row);
        const from = part.explainer.base[0]!;
        const to = part.out.reduce((a, b) => a + b, from);
        reached += part.weight * probability(to);
        addTo(
          out,
          rows.cols,
          part,
          part.weight * slope(from, to, probability, (s) => probability(s) * probability(-s)),
        );
      }
      const sum = out.reduce((a, b) => a + b, 0);
      const scale = slope(share, share + sum, logOdds, (p) => 1 / (p * (1 - p)), reached);
      for (let c = 0; c < out.length; c++) out[c]! *= scale;
    },
  };
}

function ask({ explainer, from, to, out }: Part, rows: Matrix, row: number): void {
  explainer.contributions(columnRange(rows, from, to), row, out);
}

function addTo(out: Float64Array, cols: number, { from, to, out: own }: Part, factor: number): void {
  const mine = to - from;
  for (let k = 0; k * mine < own.length; k++)
    for (let c = 0; c < mine; c++) out[k * cols + from + c]! += factor * own[k * mine + c]!;
}

/** Changes smaller than this have the slope of the point. */
const SAME = 1e-8;

/** How much f rises from a to b for each unit between them; f is asked at `exact` where b has lost bits. */
function slope(
  a: number,
  b: number,
  f: (x: number) => number,
  derivative: (x: number) => number,
  exact = b,
): number {
  return Math.abs(b - a) < SAME ? derivative(a) : (f(exact) - f(a)) / (b - a);
}

const probability = (score: number): number => {
  const e = Math.exp(-Math.abs(score));
  return (score >= 0 ? 1 : e) / (1 + e);
};

const LEAST = 1e-15;
const logOdds = (p: number): number => Math.log(Math.max(LEAST, p) / Math.max(LEAST, 1 - p));
