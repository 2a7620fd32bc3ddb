import type { Aggregate } from '../contracts/aggregate.ts';
import { count } from './count.ts';
import { decayedSum } from './decayed-sum.ts';
import { mean } from './mean.ts';
import { sinceLast } from './since-last.ts';
import { sum } from './sum.ts';
import { windowSum } from './window-sum.ts';

/** Every aggregate there is. Adding one costs its file, its test and a line here. */
export const aggregates: readonly Aggregate[] = [count, sum, mean, sinceLast, windowSum, decayedSum];
