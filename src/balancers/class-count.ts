import type { Task } from '../contracts/task.ts';

/** How many classes the task has; balancers are never asked about a regression. */
export function classCount(task: Task): number {
  if (task.category === 'regression') throw new Error('a regression has no classes');
  return task.classes.length;
}
