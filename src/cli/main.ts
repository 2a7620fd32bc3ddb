import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { diskFailure } from '../errors/disk-failure.ts';
import { Failure, fail } from '../errors/fail.ts';
import type { Context, Outcome } from './command.ts';
import { commands } from './commands/index.ts';
import { streamPaint } from './paint.ts';
import { type Everywhere, parse } from './parse.ts';
import { programVersion } from './program-version.ts';
import { failureJson, failureText } from './render.ts';
import { reportBug } from './report-bug.ts';
import { showProgress, silentProgress } from './show-progress.ts';

/** Exit code of a process that was stopped by Ctrl-C. */
const INTERRUPTED = 130;

/** Run one command line. @returns the exit code; never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const interrupt = listenForSignals();
  try {
    const asked = parse(argv, commands, programVersion());
    if (asked.kind === 'text') {
      process.stdout.write(`${json ? JSON.stringify({ text: asked.text }) : asked.text}\n`);
      return 0;
    }
    let exit = 0;
    const print = (outcome: Outcome): void => {
      exit = outcome.exit ?? 0;
      process.stdout.write(
        `${json ? JSON.stringify(outcome.json) : outcome.text(streamPaint(process.stdout))}\n`,
      );
    };
    const outcome = await asked.command.run(asked.args, contextOf(asked.everywhere, interrupt, print));
    if (outcome !== null) print(outcome);
    return exit;
  } catch (error) {
    const onError = streamPaint(process.stderr);
    const failure = error instanceof Failure ? error : diskFailure(error);
    if (failure !== undefined) {
      if (json) process.stdout.write(`${JSON.stringify(failureJson(failure))}\n`);
      process.stderr.write(`${failureText(failure, onError)}\n`);
      return interrupt.aborted ? INTERRUPTED : failure.exit;
    }
    if (interrupt.aborted) return INTERRUPTED;
    reportBug(error, argv);
    return 1;
  }
}

function contextOf(everywhere: Everywhere, signal: AbortSignal, announce: (o: Outcome) => void): Context {
  const project = resolve(everywhere.project);
  if (statSync(project, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw fail('cli/project-absent', { folder: everywhere.project });
  return {
    project,
    cwd: process.cwd(),
    env: process.env,
    version: programVersion(),
    progress: everywhere.quiet ? silentProgress : showProgress(process.stderr, () => performance.now()),
    signal,
    note: everywhere.quiet ? () => {} : (line) => process.stderr.write(`${line}\n`),
    announce,
  };
}

/** The first Ctrl-C or SIGTERM asks the command to stop; the second does not ask. */
function listenForSignals(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
