import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../src/cli/job.ts';
import type { Job } from '../../src/cli/job-contract.ts';
import { type JobName, type JobOutput, jobs } from '../../src/cli/jobs/index.ts';
import { main } from '../../src/cli/main.ts';
import { wire } from '../../src/cli/wire.ts';

const BIN = join(import.meta.dirname, '../../src/bin.ts');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of node itself. */
  readonly node?: readonly string[];
  /** Called with stderr so far; may send signals. */
  readonly onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Run the CLI as a user would: a process of its own, and what it printed. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(options.node ?? []), BIN, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data;
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data;
      options.onStderr?.(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Jobs that import a design: the loader of the test runner would not let it find `millwright`. */
const IN_A_PROCESS: readonly JobName[] = ['build', 'explain'];

/** A job in this process, as in one of its own: from data to data. */
const runJobHere: typeof runJob = async (job, input, context) => {
  if (IN_A_PROCESS.includes(job)) return runJob(job, input, context);
  const { project, progress } = context;
  const run = (await jobs[job]()) as Job<unknown, unknown>;
  const ports = { project, progress, wire: wire(project), checkCancelled: () => {} };
  return structuredClone((await run(structuredClone(input), ports)) as JobOutput<typeof job>);
};

/** Run the CLI in this process, and what jobs it can: for what is not about processes. */
export async function runHere(args: readonly string[], cwd = folderOf()): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const shell = {
    cwd: () => cwd,
    env: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    runJob: runJobHere,
  };
  return { code: await main(args, shell), ...printed };
}

/** A fresh folder with these files. */
export function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A table of customers in which churn depends on tenure and contract; the same for the same number of rows. */
export function churnCsv(rows: number): string {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = ['customerId,tenure,contract,charges,Churn'];
  for (let i = 0; i < rows; i++) {
    const tenure = Math.floor(random() * 72);
    const monthly = random() < 0.5;
    const p = 1 / (1 + Math.exp(0.08 * tenure - (monthly ? 2 : 0)));
    const charges = random() < 0.05 ? '' : (20 + 80 * random()).toFixed(2);
    lines.push(
      `c${String(i).padStart(5, '0')}x,${tenure},${monthly ? 'monthly' : 'yearly'},${charges},${random() < p ? 'Yes' : 'No'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
