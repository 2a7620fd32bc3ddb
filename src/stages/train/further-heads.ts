import type { Design } from '../../contracts/design.ts';
import type { HeadMeasures } from '../../contracts/evaluation.ts';
import type { Model, TrainingSet } from '../../contracts/model.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';
import { outputsOf } from '../../contracts/task.ts';
import { intervals } from '../../explain/intervals.ts';
import { seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { metrics } from '../../metrics/index.ts';
import { columnOf, type Frame } from '../../table/frame.ts';
import { truthOf } from './truth.ts';

/** The truths of further targets in the rows at `kept`, for a model that learns them; undefined where there are none. */
export function furtherOf(
  { framing }: Design,
  { traits }: Model,
  frame: Frame,
  kept: Int32Array,
): TrainingSet['heads'] {
  if (framing.heads === undefined || traits.heads !== true) return undefined;
  return framing.heads.map(({ target, task }) => {
    const truth = truthOf(columnOf(frame, target), task);
    return { target, task, y: Float64Array.from(kept, (i) => truth[i]!) };
  });
}

/** Every head measured on the test rows that tell its target; undefined where the model has none. */
export function measureHeads(
  design: Design,
  { heads }: Pipeline,
  test: Frame,
): readonly HeadMeasures[] | undefined {
  if (heads === undefined) return undefined;
  const said = heads.score(test);
  const { samples, level } = design.evaluation;
  return heads.of.map(({ target, task }, h) => {
    const outputs = outputsOf(task);
    const truth = truthOf(columnOf(test, target), task);
    const known = range(test.rows).filter((r) => !Number.isNaN(truth[r]!));
    const predicted = new Float64Array(known.length * outputs);
    known.forEach((r, i) => {
      predicted.set(said[h]!.subarray(r * outputs, (r + 1) * outputs), i * outputs);
    });
    const measured = intervals(
      metrics.filter(({ traits }) => traits.categories.includes(task.category)),
      { task, threshold: 0.5 },
      Float64Array.from(known, (r) => truth[r]!),
      predicted,
      outputs,
      { samples, level, seed: seedFor(design.seed, `head ${target}`) },
    );
    return { target, task, rows: known.length, metrics: measured };
  });
}
