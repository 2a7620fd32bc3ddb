import type { Detector } from '../contracts/detector.ts';

/** Every detector there is. Adding one costs its file, its test and a line here. */
export const detectors: readonly Detector[] = [];
