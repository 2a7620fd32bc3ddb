import type { Feature } from '../contracts/feature.ts';

/** Every feature there is. Adding one costs its file, its test and a line here. */
export const features: readonly Feature[] = [];
