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
import type { Shell } from './shell.ts';
import { showProgress, silentProgress } from './show-progress.ts';

/** Exit code of a process that was stopped by Ctrl-C. */
const INTERRUPTED = 130;

/** Run one command line. @returns the exit code; never throws. */
export async function main(argv: readonly string[], shell: Shell = process): Promise<number> {
  const { stdout, stderr } = shell;
  const json = argv.includes('--json');
  const { signal: interrupt, forget } = listenForSignals();
  try {
    const asked = parse(argv, commands, programVersion());
    if (asked.kind === 'text') {
      stdout.write(`${json ? JSON.stringify({ text: asked.text }) : asked.text}\n`);
      return 0;
    }
    let exit = 0;
    const print = (outcome: Outcome): void => {
      exit = outcome.exit ?? 0;
      stdout.write(`${json ? JSON.stringify(outcome.json) : outcome.text(streamPaint(stdout))}\n`);
    };
    const outcome = await asked.command.run(asked.args, contextOf(asked.everywhere, shell, interrupt, print));
    if (outcome !== null) print(outcome);
    return exit;
  } catch (error) {
    const failure = error instanceof Failure ? error : diskFailure(error);
    if (failure !== undefined) {
      if (json) stdout.write(`${JSON.stringify(failureJson(failure))}\n`);
      stderr.write(`${failureText(failure, streamPaint(stderr))}\n`);
      return interrupt.aborted ? INTERRUPTED : failure.exit;
    }
    if (interrupt.aborted) return INTERRUPTED;
    reportBug(error, argv, shell);
    return 1;
  } finally {
    forget();
  }
}

function contextOf(
  everywhere: Everywhere,
  shell: Shell,
  signal: AbortSignal,
  announce: (o: Outcome) => void,
): Context {
  const project = resolve(shell.cwd(), everywhere.project);
  if (statSync(project, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw fail('cli/project-absent', { folder: everywhere.project });
  const context: Context = {
    project,
    cwd: shell.cwd(),
    env: shell.env,
    version: programVersion(),
    progress: everywhere.quiet ? silentProgress : showProgress(shell.stderr, () => performance.now()),
    signal,
    note: everywhere.quiet ? () => {} : (line) => shell.stderr.write(`${line}\n`),
    announce,
    async runJob(job, input) {
      const run = shell.runJob ?? (await import('./job.ts')).runJob;
      return run(job, input, context);
    },
  };
  return context;
}

/** The first Ctrl-C or SIGTERM asks the command to stop; the second does not ask. */
function listenForSignals(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    forget: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}
