/** Where a job process begins: told what to do by its parent, it does that one thing and ends. */
import { diskFailure } from '../errors/disk-failure.ts';
import { Failure } from '../errors/fail.ts';
import type { Progress } from '../ports/progress.ts';
import type { Job } from './job-contract.ts';
import { type JobMessage, type JobStart, sendFailure } from './job-messages.ts';
import { jobs } from './jobs/index.ts';
import { wire } from './wire.ts';

const PROGRESS_EVERY_MS = 50;

const parent = process.ppid;

/** A job must not outlive the command that wants it. Long work never lets the 'disconnect' event in: it asks here. */
function exitWithoutParent(): void {
  if (process.ppid !== parent) process.exit(1);
}

const tell = (message: JobMessage): Promise<void> =>
  new Promise((told) => {
    if (process.connected) process.send!(message, undefined, {}, () => told());
    else told();
  });

let told = 0;
const progress: Progress = {
  begin(step) {
    exitWithoutParent();
    void tell({ type: 'begin', step });
  },
  at(fraction, note) {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MS) return;
    told = now;
    exitWithoutParent();
    void tell({ type: 'at', fraction, note });
  },
  end(note) {
    void tell({ type: 'end', note });
  },
};

async function perform({ job, input, project }: JobStart): Promise<JobMessage> {
  try {
    const run = (await jobs[job as keyof typeof jobs]()) as Job<unknown, unknown>;
    const output = await run(input, {
      project,
      wire: wire(project),
      progress,
      checkCancelled: exitWithoutParent,
    });
    return { type: 'done', output };
  } catch (error) {
    return troubleOf(error);
  }
}

function troubleOf(error: unknown): JobMessage {
  const failure = error instanceof Failure ? error : diskFailure(error);
  if (failure !== undefined) return { type: 'failed', failure: sendFailure(failure) };
  const { message = String(error), stack = message } = error as Error;
  return { type: 'bug', message, stack };
}

// What escapes every promise of the job is told like what it throws.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, async (error: unknown) => {
    await tell(troubleOf(error));
    process.exit(1);
  });
process.on('disconnect', () => process.exit(1));
process.once('message', async (start: JobStart) => {
  await tell(await perform(start));
  process.exit(0);
});
