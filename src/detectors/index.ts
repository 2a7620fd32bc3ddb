import type { Detector } from '../contracts/detector.ts';
import { andersonDarlingDetector } from './anderson-darling.ts';
import { chiSquareDetector } from './chi-square.ts';
import { textTokensDetector } from './text-tokens.ts';

/** Every detector there is. Adding one costs its file, its test and a line here. */
export const detectors: readonly Detector[] = [
  andersonDarlingDetector,
  chiSquareDetector,
  textTokensDetector,
];
