import type { Calibrator } from '../contracts/calibrator.ts';
import { isotonic } from './isotonic.ts';
import { platt } from './platt.ts';
import { temperature } from './temperature.ts';

/** Every calibrator there is. Adding one costs its file, its test and a line here. */
export const calibrators: readonly Calibrator[] = [platt, isotonic, temperature];
