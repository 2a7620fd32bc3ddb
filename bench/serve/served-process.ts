import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** `millwright serve` in a process of its own. */
export interface Peer {
  readonly process: ChildProcess;
  readonly address: string;
}

/**
 * Serve a project on core 0 alone, with one key. Whoever asks it runs on core 1 from then on, and takes none of its time.
 *
 * @param keys as MILLWRIGHT_KEYS
 * @param nodeFlags for the server's own Node; what it then writes is told on stderr
 */
export function start(project: string, keys: string, nodeFlags: readonly string[]): Promise<Peer> {
  execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  const args = ['-c', '0', process.execPath, ...nodeFlags, 'src/bin.ts', 'serve', '--project', project];
  const child = spawn('taskset', args, {
    cwd: root,
    env: { ...process.env, MILLWRIGHT_KEYS: keys, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    createInterface(child.stdout!).on('line', (line) => {
      if (nodeFlags.length > 0) console.error(line);
      const [address] = /http:\/\/[\w.]+:\d+/.exec(line) ?? [];
      if (address !== undefined) resolve({ process: child, address });
    });
    child.once('exit', () => reject(new Error('the server did not start')));
  });
}

const threadCpuMs = (pid: number, thread: number | string): number =>
  Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/** CPU time of the thread that answers, ms. */
export const cpuMs = ({ process: { pid } }: Peer): number => threadCpuMs(pid!, pid!);

/** CPU time of all its threads: that which answers, those of the journal, of indexes and of V8. */
export const allCpuMs = ({ process: { pid } }: Peer): number =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) => threadCpuMs(pid!, thread))
    .reduce((a, b) => a + b, 0);

export const rssMb = ({ process: { pid } }: Peer): number => {
  const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
};
