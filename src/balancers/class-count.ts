import { isClassed, type Task } from '../contracts/task.ts';

/** How many classes the task has; balancers are never asked about a number. */
export function classCount(task: Task): number {
  if (!isClassed(task)) throw new Error(`${task.category} has no classes`);
  return task.classes.length;
}
