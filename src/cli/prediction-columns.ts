import type { HeadPipeline } from '../contracts/pipeline.ts';
import { outputsOf, type Task } from '../contracts/task.ts';
import type { NamedColumn } from '../ports/engine.ts';
import { decide } from '../stages/serve/prediction.ts';
import { categoryColumn, numberColumn } from '../table/column.ts';
import type { Frame } from '../table/frame.ts';

/**
 * Predictions as columns of a table.
 *
 * Binary: TARGET_probability (of the positive class), TARGET_predicted. Anomaly: TARGET_score, TARGET_predicted.
 * Multiclass and cluster: TARGET_predicted and, for each class,
 * TARGET_probability_CLASS. Regression: TARGET_predicted. Ranking: TARGET_score.
 *
 * scores [rows x outputs] as a pipeline gives them
 */
export function predictionColumns(
  target: string,
  task: Task,
  threshold: number | null,
  scores: Float64Array,
): readonly NamedColumn[] {
  if (task.category === 'regression') return [{ name: `${target}_predicted`, column: numberColumn(scores) }];
  if (task.category === 'ranking') return [{ name: `${target}_score`, column: numberColumn(scores) }];
  const outputs = outputsOf(task);
  const rows = scores.length / outputs;
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const { label } = decide(task, threshold, scores.subarray(i * outputs, (i + 1) * outputs));
    codes[i] = task.classes.indexOf(label!);
  }
  const predicted = { name: `${target}_predicted`, column: categoryColumn(codes, task.classes) };
  if (outputs === 1) {
    const said = task.category === 'anomaly' ? 'score' : 'probability';
    return [{ name: `${target}_${said}`, column: numberColumn(scores) }, predicted];
  }
  return [
    predicted,
    ...task.classes.map((name, k) => ({
      name: `${target}_probability_${name}`,
      column: numberColumn(Float64Array.from({ length: rows }, (_, i) => scores[i * outputs + k]!)),
    })),
  ];
}

/** The same of each further target; none where the model learned none. */
export function headColumns(heads: HeadPipeline | undefined, frame: Frame): readonly NamedColumn[] {
  const said = heads?.score(frame) ?? [];
  return said.flatMap((scores, h) => {
    const { target, task } = heads!.of[h]!;
    return predictionColumns(target, task, null, scores);
  });
}
