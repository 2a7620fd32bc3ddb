/** What is predicted. Every model, metric and report of a predict system is told this. */
export type Task = BinaryTask | MulticlassTask | RegressionTask;

export interface BinaryTask {
  readonly category: 'binary';
  /** [negative, positive]: truth 0 and 1. */
  readonly classes: readonly [string, string];
}

export interface MulticlassTask {
  readonly category: 'multiclass';
  /** Truth is the index of the class. */
  readonly classes: readonly string[];
}

export interface RegressionTask {
  readonly category: 'regression';
}

export type Category = Task['category'];

/** Numbers that a scorer writes for each row: P(positive) | P(class) for each class | the value. */
export const outputsOf = (task: Task): number => (task.category === 'multiclass' ? task.classes.length : 1);
