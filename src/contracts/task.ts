/** What is predicted. Every model, metric and report of a predict system is told this. */
export type Task = BinaryTask | MulticlassTask | RegressionTask | RankingTask | ClusterTask | AnomalyTask;

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
  /** Where a quantile is predicted: the share of rows whose value lies below the answer. Absent = no one share. */
  readonly quantile?: number;
}

/** The rows of a list are put in order. Truth is the relevance, 0 or more; a score orders the rows of its list, and has no unit. */
export interface RankingTask {
  readonly category: 'ranking';
  /** Column whose values tell the lists apart; no input of the model, and not asked for where it answers. */
  readonly group: string;
}

/** Rows that are alike are found. There is no truth: it is NaN. */
export interface ClusterTask {
  readonly category: 'cluster';
  /** Names of the clusters, "1" and on: what they stand for is for people to tell. */
  readonly classes: readonly string[];
}

/** Rows that stand apart are found. The truth is NaN, unless a column tells it; it is for measuring, not for learning. */
export interface AnomalyTask {
  readonly category: 'anomaly';
  /** [usual, anomalous]: truth 0 and 1. */
  readonly classes: readonly [string, string];
  /** Share of rows that is taken for anomalous. */
  readonly share: number;
}

export type Category = Task['category'];

/** The categories whose truth models learn from. */
export type TaughtCategory = Exclude<Category, 'cluster' | 'anomaly'>;

/** Whether models learn from a truth. */
export const isTaught = ({ category }: Pick<Task, 'category'>): boolean =>
  category !== 'cluster' && category !== 'anomaly';

/** A task that decides between classes. */
export type ClassedTask = Exclude<Task, RegressionTask | RankingTask>;

/** Whether there are classes to decide between; else the answer is a number. */
export const isClassed = (task: Task): task is ClassedTask => 'classes' in task;

/** Numbers that a scorer writes for each row: P(positive) | P(class) or of each cluster | the value | the score in its list | how far it stands apart. */
export const outputsOf = (task: Task): number =>
  task.category === 'multiclass' || task.category === 'cluster' ? task.classes.length : 1;
