import type { Metric, MetricContext } from '../contracts/metric.ts';
import type { Pipeline } from '../contracts/pipeline.ts';
import { outputsOf } from '../contracts/task.ts';
import { random, seedFor, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
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

/**
 * How much a metric worsens when the values of one column are shuffled among rows; for models that cannot tell their
 * importances themselves.
 *
 * Result: one share for each input of the pipeline, in order, >= 0, summing to 1, or all 0 when no column matters. One shuffle a
 * column over at most the first 2,000 rows, so a share of a per cent is noise. Cost: one scoring of those rows a column.
 *
 * Source: Breiman 2001, "Random forests", section 10; on held-out rows as in Fisher, Rudin and Dominici 2019.
 */
export function permutationImportance(
  pipeline: Pipeline,
  { frame, truth, groups }: MeasuredRows,
  metric: Metric,
  context: MetricContext,
  seed: number,
): Float64Array {
  const rows = Math.min(ROWS, frame.rows);
  const sample = takeFrame(frame, range(rows));
  const target = truth.subarray(0, rows);
  const outputs = outputsOf(context.task);
  const scoreOf = (frame: Frame): number =>
    measure(metric, context, target, pipeline.score(frame), outputs, undefined, groups);

  const intact = scoreOf(sample);
  const losses = pipeline.inputs.map(({ name }) => {
    const mixed = takeRows(columnOf(sample, name), shuffle(range(rows), random(seedFor(seed, name))));
    const value = scoreOf({ ...sample, columns: new Map(sample.columns).set(name, mixed) });
    const loss = metric.traits.better === 'higher' ? intact - value : value - intact;
    return Math.max(0, loss) || 0;
  });
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  return Float64Array.from(losses, (loss) => (total > 0 ? loss / total : 0));
}
