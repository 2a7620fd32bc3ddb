import type { MultiTaskModel } from '../contracts/multi-task.ts';

/** Every model of several heads there is. Adding one costs its file, its test and a line here. */
export const multiTaskModels: readonly MultiTaskModel[] = [];
