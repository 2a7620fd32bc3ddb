import type { Importance } from '../contracts/evaluation.ts';
import type { Metric, MetricContext } from '../contracts/metric.ts';
import type { Pipeline } from '../contracts/pipeline.ts';
import { outputsOf } from '../contracts/task.ts';
import { random, seedFor, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { studentQuantile } from '../kernels/student-quantile.ts';
import { takeRows } from '../table/column.ts';
import { columnOf, type Frame, takeFrame } from '../table/frame.ts';
import { measure } from './measure.ts';

const ROWS = 2000;

/** Rows that the pipeline did not learn from. */
interface MeasuredRows {
  readonly frame: Frame;
  /** [rows] */
  readonly truth: Float64Array;
  /** [rows] index >= 0 of the list that a row stands in; of a ranking. */
  readonly groups?: Int32Array;
}

/** Parts of the rows, each with shuffles of its own: their spread tells how sure the mean is. */
const PARTS = 5;

/**
 * How much a metric worsens when the values of one column are shuffled among rows; for models that cannot tell their
 * importances themselves.
 *
 * Result: by input of the pipeline, shares that sum to 1, the largest first, ties by name; null when no column matters. At
 * most the first 2,000 rows are dealt into five parts, lists whole, and each column is shuffled once in each: the share is of
 * the mean over parts where the metric is defined, its interval that of Student's t (level of all intervals of the report).
 * Cost: one scoring of those rows a column.
 *
 * Source: Breiman 2001, "Random forests", section 10; on held-out rows as in Fisher, Rudin and Dominici 2019.
 */
export function permutationImportance(
  pipeline: Pipeline,
  rows: MeasuredRows,
  metric: Metric,
  context: MetricContext,
  { level, seed }: { readonly level: number; readonly seed: number },
): readonly Importance[] | null {
  const parts = partsOf(rows);
  const outputs = outputsOf(context.task);
  const scoreOf = ({ truth, groups }: MeasuredRows, frame: Frame): number =>
    measure(metric, context, truth, pipeline.score(frame), outputs, undefined, groups);
  const sign = metric.traits.better === 'higher' ? 1 : -1;
  const intact = parts.map((part) => scoreOf(part, part.frame));
  const losses = pipeline.inputs.map(({ name }) => {
    const drops = parts.map((part, p) => {
      const order = shuffle(range(part.truth.length), random(seedFor(seed, `${name} ${p}`)));
      const mixed = takeRows(columnOf(part.frame, name), order);
      const frame = { ...part.frame, columns: new Map(part.frame.columns).set(name, mixed) };
      return sign * (intact[p]! - scoreOf(part, frame));
    });
    return { column: name, drops };
  });
  return sharesOfDrops(losses, level);
}

/**
 * From how much worse things got in each part without a column, to its share of all: summing to 1, the largest first, ties by
 * name, with the interval of Student's t over parts; null when no column matters. What is not finite counts for nothing.
 */
export function sharesOfDrops(
  losses: readonly { readonly column: string; readonly drops: readonly number[] }[],
  level: number,
): readonly Importance[] | null {
  const means = losses.map(({ column, drops }) => ({
    column,
    ...meanOf(drops.filter(Number.isFinite), level),
  }));
  const total = means.reduce((sum, { mean }) => sum + Math.max(0, mean), 0);
  if (!(total > 0)) return null;
  return means
    .map(({ column, mean, half }) => ({
      column,
      share: Math.max(0, mean) / total,
      ...(half !== null && {
        interval: { low: Math.max(0, mean - half) / total, high: Math.max(0, mean + half) / total },
      }),
    }))
    .sort((a, b) => b.share - a.share || (a.column < b.column ? -1 : 1));
}

/** Rows dealt in turn, or lists. Parts without rows are left out. */
function partsOf({ frame, truth, groups }: MeasuredRows): MeasuredRows[] {
  const all = range(Math.min(ROWS, frame.rows));
  return Array.from({ length: PARTS }, (_, p) => all.filter((row) => (groups?.[row] ?? row) % PARTS === p))
    .filter((rows) => rows.length > 0)
    .map((rows) => ({
      frame: takeFrame(frame, rows),
      truth: Float64Array.from(rows, (row) => truth[row]!),
      ...(groups && { groups: Int32Array.from(rows, (row) => groups[row]!) }),
    }));
}

/** 0 of nothing; half of the interval is null where one value alone tells no spread. */
function meanOf(values: readonly number[], level: number): { mean: number; half: number | null } {
  const n = values.length;
  if (n === 0) return { mean: 0, half: null };
  const mean = values.reduce((a, b) => a + b) / n;
  if (n === 1) return { mean, half: null };
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  return { mean, half: studentQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n) };
}
