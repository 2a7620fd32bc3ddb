import type { FeedHead } from '../../contracts/feed-design.ts';
import type { AnsweredWorth } from '../../contracts/feed-evaluation.ts';
import { solvePositive } from '../../kernels/solve-positive.ts';
import { studentQuantile } from '../../kernels/student-quantile.ts';

/** Fewer answers say nothing of so many heads. */
const FEWEST_A_HEAD = 10;
/** A little, so that heads which always come together share what they are worth. */
const RIDGE = 1e-6;

/** Rows whose reader was asked, and what came of them. */
export interface Answered {
  /** By head: [rows] 0 / 1 or the amount; NaN = not known, which counts as nothing. */
  readonly truth: readonly Float64Array[];
  /** [rows] the answer to a question of how satisfied one is, on any scale; NaN = was not asked. */
  readonly answer: Float64Array;
}

/**
 * What one of each head is worth by the answers of readers who were asked: least squares of the answer, brought to -1 (the
 * least that anybody answered) .. 1 (the most), on what they did. Null with fewer than ten answers a head.
 *
 * Only what came of asked rows can be told apart: who hides a post is not asked. Intervals are of Student's t at `level`,
 * under equal variance. O(answers x heads^2 + heads^4).
 */
export function worthOfAnswers(
  heads: readonly FeedHead[],
  parts: readonly Answered[],
  level: number,
): AnsweredWorth | null {
  const asked = parts.flatMap(({ answer, truth }) =>
    Array.from(answer.keys())
      .filter((r) => !Number.isNaN(answer[r]!))
      .map((r) => ({ answer: answer[r]!, did: truth.map((t) => (Number.isNaN(t[r]!) ? 0 : t[r]!)) })),
  );
  const [least, most] = [Math.min(...asked.map((a) => a.answer)), Math.max(...asked.map((a) => a.answer))];
  const told = [...heads.keys()].filter((h) => asked.some((a) => a.did[h] !== 0));
  const n = asked.length;
  if (told.length === 0 || n < FEWEST_A_HEAD * told.length || !(most > least)) return null;
  const y = asked.map((a) => (2 * (a.answer - least)) / (most - least) - 1);
  const x = asked.map((a) => told.map((h) => a.did[h]!));
  const fit = leastSquares(x, y);
  if (fit === null) return null;
  const t = studentQuantile((1 + level) / 2, n - told.length);
  return {
    answers: n,
    least,
    most,
    heads: told.map((h, i) => {
      const half = t * fit.error[i]!;
      const value = fit.weight[i]!;
      return { head: heads[h]!.name, worth: { value, low: value - half, high: value + half } };
    }),
  };
}

/** Weights without an intercept, and their standard errors; null where they are not determined. */
function leastSquares(
  x: readonly (readonly number[])[],
  y: readonly number[],
): { readonly weight: Float64Array; readonly error: Float64Array } | null {
  const d = x[0]!.length;
  const gram = new Float64Array(d * d);
  const weight = new Float64Array(d);
  x.forEach((row, r) => {
    for (let i = 0; i < d; i++) {
      weight[i]! += row[i]! * y[r]!;
      for (let j = 0; j < d; j++) gram[i * d + j]! += row[i]! * row[j]!;
    }
  });
  for (let i = 0; i < d; i++) gram[i * d + i]! *= 1 + RIDGE;
  if (!solvePositive(gram.slice(), weight)) return null;
  const rest = x.reduce((sum, row, r) => {
    const said = row.reduce((s, v, i) => s + v * weight[i]!, 0);
    return sum + (y[r]! - said) ** 2;
  }, 0);
  const variance = rest / (x.length - d);
  const error = Float64Array.from({ length: d }, (_, i) => {
    const unit = new Float64Array(d);
    unit[i] = 1;
    solvePositive(gram.slice(), unit);
    return Math.sqrt(variance * unit[i]!);
  });
  return { weight, error };
}
