import type { Splitter } from '../contracts/splitter.ts';

/** Every splitter there is. Adding one costs its file, its test and a line here. */
export const splitters: readonly Splitter[] = [];
