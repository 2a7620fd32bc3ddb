import { randomBytes } from 'node:crypto';
import type { SlateLine } from '../../../contracts/slate-line.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';

/** A batch is closed when it is this old or has this many lines. */
const BATCH_MS = 10;
const BATCH_LINES = 256;

/** Batches on their way to the disk; more, and slates must be refused instead of filling the memory. */
const MOST_PENDING = 1000;

interface Batch {
  readonly id: string;
  readonly at: number;
  readonly lines: string[];
  readonly timer: NodeJS.Timeout;
}

/**
 * The log of one system's slates: lines gather in a batch, and each batch is one record of the journal. An answer does
 * not wait for it: a crash loses the last 10 ms at most.
 */
export class SlateLog {
  /** Lines that could not be written. */
  lost = 0;
  /** Why the last batch could not be written; undefined when it could. */
  failure: Error | undefined;
  readonly #system: string;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #writes = new Set<Promise<void>>();
  #open: Batch | undefined;

  constructor(system: string, ports: { readonly journal: Journal; readonly clock: Clock }) {
    this.#system = system;
    this.#journal = ports.journal;
    this.#clock = ports.clock;
  }

  /** Whether the disk is so far behind that no more should be answered. */
  get behind(): boolean {
    return this.#writes.size >= MOST_PENDING;
  }

  get pending(): number {
    return this.#writes.size;
  }

  /** Note a slate; gives its id. */
  add(line: SlateLine): string {
    const batch = this.#open ?? this.#begin();
    const index = batch.lines.push(JSON.stringify(line)) - 1;
    if (index + 1 >= BATCH_LINES) this.#write(batch);
    return `${batch.id}.${index}`;
  }

  /** Resolves when everything noted so far is on disk, or counted as lost. */
  async flush(): Promise<void> {
    if (this.#open !== undefined) this.#write(this.#open);
    await Promise.all(this.#writes);
  }

  #begin(): Batch {
    const at = this.#clock.now();
    // Ids sort by time; 64 random bits keep them from being guessed.
    const id = at.toString(36).padStart(9, '0') + randomBytes(8).toString('hex');
    const batch: Batch = { id, at, lines: [], timer: setTimeout(() => this.#write(batch), BATCH_MS) };
    this.#open = batch;
    return batch;
  }

  #write(batch: Batch): void {
    clearTimeout(batch.timer);
    if (this.#open === batch) this.#open = undefined;
    const { id, at, lines } = batch;
    const write = this.#journal
      .append([{ kind: 'slates', system: this.#system, id, at, body: lines.join('\n') }])
      .then(() => {
        this.failure = undefined;
      })
      .catch((error: Error) => {
        this.failure = error;
        this.lost += lines.length;
      })
      .finally(() => {
        this.#writes.delete(write);
      });
    this.#writes.add(write);
  }
}
