import type { MultiTaskModel } from '../contracts/multi-task.ts';
import { headRates } from './head-rates.ts';
import { linearHeads } from './linear-heads.ts';
import { modelPerHead } from './model-per-head.ts';
import { sharedBody } from './shared-body.ts';

/** Every model of several heads there is. Adding one costs its file, its test and a line here. */
export const multiTaskModels: readonly MultiTaskModel[] = [headRates, linearHeads, modelPerHead, sharedBody];
