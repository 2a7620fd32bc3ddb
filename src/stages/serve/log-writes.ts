import { randomBytes } from 'node:crypto';
import type { JournalRecord } from '../../contracts/record.ts';
import type { Journal } from '../../ports/journal.ts';

/** A batch of a log is closed when it is this old or has this many lines. */
export const BATCH_MS = 10;
export const BATCH_LINES = 256;

/** Batches on their way to the disk; more, and requests must be refused instead of filling the memory. */
export const MOST_PENDING = 1000;

/** A fresh id of a batch: ids sort by time, and 64 random bits keep them from being guessed. */
export const batchId = (at: number): string =>
  at.toString(36).padStart(9, '0') + randomBytes(8).toString('hex');

/** Batches of lines on their way to the journal, and what became of those before. Nobody waits for them to answer. */
export class LogWrites {
  /** Lines that could not be written. */
  lost = 0;
  /** Why the last batch could not be written; undefined when it could. */
  failure: Error | undefined;
  readonly #journal: Journal;
  readonly #writes = new Set<Promise<void>>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Batches that are being written. */
  get size(): number {
    return this.#writes.size;
  }

  /** Write a batch of so many lines as one record; `done` is called when that has ended, well or not. */
  write(record: JournalRecord, lines: number, done?: () => void): void {
    const write = this.#journal
      .append([record])
      .then(() => {
        this.failure = undefined;
      })
      .catch((error: Error) => {
        this.failure = error;
        this.lost += lines;
      })
      .finally(() => {
        done?.();
        this.#writes.delete(write);
      });
    this.#writes.add(write);
  }

  /** Resolves when all that is being written is on disk, or counted as lost. */
  async settled(): Promise<void> {
    await Promise.all(this.#writes);
  }
}
