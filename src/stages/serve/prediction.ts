import type { HeadTarget } from '../../contracts/model.ts';
import type { HeadPipeline, RowExplanation } from '../../contracts/pipeline.ts';
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
  /** What it says of further targets; absent where its model learned none. */
  readonly heads?: readonly HeadAnswer[];
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

/** What is said of a further target: of two classes the positive one from a chance of 0.5 on. */
export type HeadAnswer = HeadTarget & Decision;

/** What the heads say of the row that was scored last; null where there are none. Throws nothing. */
export function headAnswers(heads: HeadPipeline | undefined): readonly HeadAnswer[] | null {
  if (heads === undefined) return null;
  const out = new Float64Array(heads.outputs);
  heads.ofRow(out);
  let at = 0;
  return heads.of.map(({ target, task }) => {
    const from = at;
    at += outputsOf(task);
    return { target, task, ...decide(task, null, out.subarray(from, at)) };
  });
}
