import type { Command } from '../command.ts';

/** Every command there is, in the order of the help. Adding one costs its file, its test and a line here. */
export const commands: readonly Command[] = [];
