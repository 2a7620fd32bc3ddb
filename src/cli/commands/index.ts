import type { Command } from '../command.ts';
import { card } from './card.ts';
import { estimate } from './estimate.ts';
import { evaluate } from './evaluate.ts';
import { init } from './init.ts';
import { models } from './models.ts';
import { monitor } from './monitor.ts';
import { predict } from './predict.ts';
import { promote } from './promote.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';
import { show } from './show.ts';
import { verify } from './verify.ts';

/** Every command there is, in the order of the help. Adding one costs its file, its test and a line here. */
export const commands: readonly Command[] = [
  init,
  show,
  run,
  evaluate,
  predict,
  models,
  serve,
  monitor,
  report,
  card,
  promote,
  rollback,
  replay,
  estimate,
  verify,
];
