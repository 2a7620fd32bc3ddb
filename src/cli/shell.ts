import type { runJob } from './job.ts';
import type { ProgressStream } from './show-progress.ts';

/** Where a command line was typed: of a process, what the CLI needs. */
export interface Shell {
  cwd(): string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
  /** What jobs are run by, where not in processes of their own. */
  readonly runJob?: typeof runJob;
}
