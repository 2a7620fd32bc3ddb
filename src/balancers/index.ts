import type { Balancer } from '../contracts/balancer.ts';
import { classBalanced } from './class-balanced.ts';
import { classWeights } from './class-weights.ts';
import { overSample } from './over-sample.ts';
import { smote } from './smote.ts';
import { underSample } from './under-sample.ts';

/** Every balancer there is. Adding one costs its file, its test and a line here. */
export const balancers: readonly Balancer[] = [classWeights, classBalanced, overSample, underSample, smote];
