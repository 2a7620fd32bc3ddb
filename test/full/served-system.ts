import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '../../src/bin.ts');

/** `millwright serve` on a project, as a process of its own. */
export interface ServedProcess {
  readonly address: string;
  readonly process: ChildProcess;
  readonly stderr: () => string;
  /** The exit code, once it has ended; null when a signal ended it. */
  readonly closed: Promise<number | null>;
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body: unknown): Promise<Answer<T>>;
  /** POST these very bytes. */
  send<T>(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Answer<T>>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export const KEY = 'mw_0123456789abcdefghijklmnopqrstuv';

/** Start a server, on a free port where none is given; resolves when it listens. */
export async function serveProject(project: string, port = 0): Promise<ServedProcess> {
  const child = spawn(
    process.execPath,
    [BIN, 'serve', '--project', project, '--port', String(port), '--json'],
    {
      env: { ...process.env, MILLWRIGHT_KEYS: `ingest,predict,read,admin:${KEY}`, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data;
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const { address } = await new Promise<{ address: string }>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      stdout += data;
      if (stdout.includes('\n')) resolve(JSON.parse(stdout) as { address: string });
    });
    child.on('close', (code) => reject(new Error(`the server ended with ${code}: ${stderr}`)));
  });
  const ask = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const response = await fetch(address + path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as T };
  };
  return {
    address,
    process: child,
    stderr: () => stderr,
    closed,
    get: (path) => ask(path, { method: 'GET' }),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
    send: (path, body) => ask(path, { method: 'POST', body }),
    async stop() {
      child.kill('SIGTERM');
      return closed;
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
