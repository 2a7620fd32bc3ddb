import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';
import { fail } from '../errors/fail.ts';
import type { Context } from './command.ts';
import { type JobMessage, type JobStart, receiveFailure } from './job-messages.ts';
import type { JobInput, JobName, JobOutput } from './jobs/index.ts';

const suffix = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const ENTRY = fileURLToPath(new URL(`./job-entry${suffix}`, import.meta.url));

/**
 * Large arrays on large pages, where the C library is glibc: the kernel then prepares 2 MiB at a time rather than 4 KiB,
 * which is half the time of filling a matrix (bench/features/encode.ts). Elsewhere nobody reads it.
 */
const LARGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

/** How long a job may take to die of SIGTERM before it is killed. */
const GRACE_MS = 2000;

/**
 * Run a job in a child process of its own: it owns its DuckDB and its memory, and can be stopped or killed at any
 * moment, since nothing that it writes is visible before it is whole.
 *
 * Throws what the job throws; 'cli/cancelled' when `signal` is aborted; 'cli/job-died' when the process ends without an
 * answer (killed, out of memory).
 */
export function runJob<N extends JobName>(
  job: N,
  input: JobInput<N>,
  context: Pick<Context, 'project' | 'progress' | 'signal'>,
): Promise<JobOutput<N>> {
  const { progress, signal, project } = context;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(fail('cli/cancelled', { what: `The ${job} job` }));
    const cache = getCompileCacheDir();
    // Its stdout is our stderr: ours belongs to the outcome.
    const child = fork(ENTRY, [], {
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
      // Kernels are compiled for good at once: see adapters/wasm/module.ts.
      execArgv: ['--disable-warning=ExperimentalWarning', '--no-liftoff'],
      env: { ...LARGE_PAGES, ...process.env, ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }) },
    });
    let last: JobMessage | undefined;
    let grace: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill('SIGTERM');
      grace = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message: JobMessage) => {
      if (message.type === 'begin') progress.begin(message.step);
      else if (message.type === 'at') progress.at(message.fraction, message.note);
      else if (message.type === 'end') progress.end(message.note);
      else last = message;
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
      if (last?.type === 'done') resolve(last.output as JobOutput<N>);
      else if (signal.aborted) reject(fail('cli/cancelled', { what: `The ${job} job` }));
      else if (last?.type === 'failed') reject(receiveFailure(last.failure));
      else if (last?.type === 'bug') reject(Object.assign(new Error(last.message), { stack: last.stack }));
      else reject(fail('cli/job-died', { job, how: killedBy ?? `exit code ${code}` }));
    });
    const start: JobStart = { job, input, project };
    child.send(start);
  });
}
