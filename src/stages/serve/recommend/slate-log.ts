import type { SlateLine } from '../../../contracts/slate-line.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { BATCH_LINES, BATCH_MS, batchId, LogWrites, MOST_PENDING } from '../log-writes.ts';

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
  readonly #system: string;
  readonly #clock: Clock;
  readonly #writes: LogWrites;
  #open: Batch | undefined;

  constructor(system: string, ports: { readonly journal: Journal; readonly clock: Clock }) {
    this.#system = system;
    this.#writes = new LogWrites(ports.journal);
    this.#clock = ports.clock;
  }

  /** Lines that could not be written. */
  get lost(): number {
    return this.#writes.lost;
  }

  /** Why the last batch could not be written; undefined when it could. */
  get failure(): Error | undefined {
    return this.#writes.failure;
  }

  /** Whether the disk is so far behind that no more should be answered. */
  get behind(): boolean {
    return this.#writes.size > MOST_PENDING;
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
    await this.#writes.settled();
  }

  #begin(): Batch {
    const at = this.#clock.now();
    const id = batchId(at);
    const batch: Batch = { id, at, lines: [], timer: setTimeout(() => this.#write(batch), BATCH_MS) };
    this.#open = batch;
    return batch;
  }

  #write(batch: Batch): void {
    clearTimeout(batch.timer);
    if (this.#open === batch) this.#open = undefined;
    const { id, at, lines } = batch;
    const body = lines.join('\n');
    this.#writes.write({ kind: 'slates', system: this.#system, id, at, body }, lines.length);
  }
}
