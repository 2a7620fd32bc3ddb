import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LookedAt, Looks } from './look-around.ts';

/** What a look came to: what was found, or the code of what went wrong. */
export type Looked = { readonly looks: Looks } | { readonly code: string };

/**
 * Looks at systems in a thread of its own, with a journal of its own: a look at a feed takes up what a version knew, which
 * is seconds of work. The thread starts with the first look; one that dies is missed until the next.
 */
export class LookThread {
  readonly #project: string;
  #worker: Worker | undefined;
  #waiting: ((found: Looked) => void) | undefined;

  constructor(project: string) {
    this.#project = project;
  }

  /** One look at a time. Never rejects. */
  look(systems: readonly LookedAt[]): Promise<Looked> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      this.#waiting = resolve;
      worker.postMessage(systems);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    // The same folder holds .ts when run from source and .js when built.
    const url = new URL(`./look-worker${extname(import.meta.url)}`, import.meta.url);
    // Flags of the program around us are not meant for this thread.
    const worker = new Worker(url, { workerData: this.#project, execArgv: [] });
    worker.unref();
    worker.on('message', (found: Looked) => this.#answer(found));
    worker.on('error', () => this.#answer({ code: 'bug' }));
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#answer({ code: 'bug' });
    });
    return worker;
  }

  #answer(found: Looked): void {
    this.#waiting?.(found);
    this.#waiting = undefined;
  }
}
