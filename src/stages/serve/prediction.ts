import type { RowExplanation } from '../../contracts/pipeline.ts';
import { isClassed, outputsOf, type Task } from '../../contracts/task.ts';

/** The answer for one row. */
export interface Prediction {
  readonly id: string;
  readonly version: number;
  /** Binary: P(positive). Regression: the value. Multiclass and cluster: P of the label. Anomaly: how far it stands apart. */
  readonly score: number;
  /** Multiclass and cluster: P of each class, in the order of the task's classes. */
  readonly scores: readonly number[] | null;
  /** Null where there are no classes. */
  readonly label: string | null;
  /** Binary and anomaly: label is the positive class when score >= threshold. */
  readonly threshold: number | null;
  readonly explanation: RowExplanation | null;
}

export type Decision = Pick<Prediction, 'score' | 'scores' | 'label'>;

/** What the outputs of a pipeline say. Ties between classes go to the first. */
export function decide(task: Task, threshold: number | null, out: Float64Array): Decision {
  const first = out[0]!;
  if (!isClassed(task)) return { score: first, scores: null, label: null };
  if (outputsOf(task) === 1)
    return { score: first, scores: null, label: task.classes[first >= (threshold ?? 0.5) ? 1 : 0] };
  let best = 0;
  for (let k = 1; k < out.length; k++) if (out[k]! > out[best]!) best = k;
  return { score: out[best]!, scores: Array.from(out), label: task.classes[best]! };
}
