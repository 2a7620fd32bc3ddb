import { mkdir } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RECORD_KINDS } from '../../contracts/record.ts';
import { Failure, fail } from '../../errors/fail.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Reply, Request, Setup } from './messages.ts';

export interface JournalOptions {
  /** write: takes the lock, makes the file. read: also while another process writes; a file that is not there is empty. */
  readonly mode: 'write' | 'read';
  /** Who holds the lock, for the messages of others: "serve", "run". */
  readonly what?: string;
  /** How long to wait for another writer to be done. */
  readonly waitMs?: number;
}

/** Omit over each member of a union. */
type WithoutId<R> = R extends unknown ? Omit<R, 'id'> : never;

/**
 * Open the journal file at `path` in a thread of its own.
 *
 * Throws 'journal/locked', 'journal/newer', 'journal/not-a-journal'. An open journal keeps the process alive only
 * while a request is under way.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<Journal> {
  if (options.mode === 'write') await mkdir(dirname(path), { recursive: true });
  const setup: Setup = {
    path,
    mode: options.mode,
    holder: { pid: process.pid, what: options.what ?? 'a program that uses millwright' },
    waitMs: options.waitMs ?? 0,
  };
  const thread = new JournalThread(setup);
  await thread.opened;
  return {
    async append(records) {
      for (const { kind, at } of records)
        if (!RECORD_KINDS.includes(kind) || !Number.isFinite(at))
          throw new Error(`a record of kind ${kind} at ${at} cannot be stored`);
      return thread.ask({ op: 'append', records });
    },
    read: (query) => thread.ask({ op: 'read', query }),
    erase: (changes) => thread.ask({ op: 'erase', changes }),
    find: (kind, system, recordId) => thread.ask({ op: 'find', kind, system, recordId }),
    verify: () => thread.ask({ op: 'verify' }),
    close: () => thread.close(),
  };
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The far end of journal-worker.ts: numbers requests, and settles each when its answer comes. */
class JournalThread {
  readonly opened: Promise<void>;
  readonly #worker: Worker;
  readonly #path: string;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = -1;
  #closed = false;

  constructor(setup: Setup) {
    this.#path = setup.path;
    // The same folder holds .ts when run from source and .js when built.
    const suffix = extname(import.meta.url);
    const url = new URL(`./journal-worker${suffix}`, import.meta.url);
    // Flags of the program around us (loaders, --input-type) are not meant for this thread, and some stop it.
    this.#worker = new Worker(url, { workerData: setup, execArgv: [] });
    this.opened = this.#expect();
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#rejectAll(error.message));
    this.#worker.on('exit', () => this.#rejectAll('its thread has ended'));
  }

  ask<T>(request: WithoutId<Request>): Promise<T> {
    if (this.#closed) return Promise.reject(this.#failure('it has been closed'));
    const answer = this.#expect<T>();
    this.#worker.postMessage({ ...request, id: this.#lastId });
    return answer;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const done = this.ask<void>({ op: 'close' });
    this.#closed = true;
    await done;
  }

  #expect<T>(): Promise<T> {
    if (this.#waiting.size === 0) this.#worker.ref();
    const id = ++this.#lastId;
    return new Promise<T>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('failure' in reply) waiting?.reject(new Failure(reply.failure.code, reply.failure.details));
    else waiting?.resolve(reply.value as never);
  }

  #rejectAll(because: string): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(this.#failure(because));
    this.#waiting.clear();
  }

  #failure(because: string): Failure {
    return fail('journal/failed', { path: this.#path, because });
  }
}
