import type { Command } from '../command.ts';
import { init } from './init.ts';
import { show } from './show.ts';

/** Every command there is, in the order of the help. Adding one costs its file, its test and a line here. */
export const commands: readonly Command[] = [init, show];
