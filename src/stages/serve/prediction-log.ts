import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { BATCH_LINES, BATCH_MS, batchId, LogWrites } from './log-writes.ts';
import type { Row } from './row-failure.ts';
import type { ShadowQueue } from './shadow-queue.ts';

interface Batch {
  readonly id: string;
  readonly at: number;
  /** JSON objects without their closing brace until `more` has been added. */
  readonly lines: string[];
  readonly timer: NodeJS.Timeout;
  /** Columns of the last row that was written in full. */
  columns: readonly string[];
  /** Lines whose shadow score is still to come. */
  waiting: number;
  closed: boolean;
}

/**
 * The log of one system's predictions: lines gather in a batch, and each batch is one record of the journal. An answer
 * does not wait for it: a crash loses the last 10 ms at most.
 */
export class PredictionLog {
  readonly #system: string;
  readonly #clock: Clock;
  readonly #shadow: ShadowQueue;
  readonly #unwritten = new Map<string, Batch>();
  readonly #writes: LogWrites;
  #open: Batch | undefined;

  constructor(system: string, ports: { journal: Journal; clock: Clock }, shadow: ShadowQueue) {
    this.#system = system;
    this.#writes = new LogWrites(ports.journal);
    this.#clock = ports.clock;
    this.#shadow = shadow;
  }

  /**
   * Note one prediction: a string is pushed, and that is all that an answer pays.
   *
   * @param row what was predicted for
   * @param rest the other members of the PredictionLine, as JSON without braces
   * @param more gives a further member (`,"name":value`) later, after the answer; it is dropped when the queue is full
   * @returns the id of the prediction
   */
  add(row: Row, rest: string, more?: () => string): string {
    const batch = this.#open ?? this.#begin();
    const index = batch.lines.push(`{${rest},${rowMember(batch, row)}`) - 1;
    if (more !== undefined) this.#addLater(batch, index, more);
    if (index + 1 >= BATCH_LINES) this.#close(batch);
    return `${batch.id}.${index}`;
  }

  /** Lines that could not be written. */
  get lost(): number {
    return this.#writes.lost;
  }

  /** Why the last batch could not be written; undefined when it could. */
  get failure(): Error | undefined {
    return this.#writes.failure;
  }

  /** Batches that are not on disk yet. */
  get pending(): number {
    return this.#unwritten.size;
  }

  /** Age of the oldest prediction that is not on disk, in ms. */
  get lagMs(): number {
    for (const batch of this.#unwritten.values()) return this.#clock.now() - batch.at;
    return 0;
  }

  holds(batch: string): boolean {
    return this.#unwritten.has(batch);
  }

  /** Resolves when everything noted so far is on disk, or counted as lost. */
  async flush(): Promise<void> {
    if (this.#open !== undefined) this.#close(this.#open);
    this.#shadow.finish();
    await this.#writes.settled();
  }

  #begin(): Batch {
    const at = this.#clock.now();
    const id = batchId(at);
    const timer = setTimeout(() => this.#close(batch), BATCH_MS);
    const batch: Batch = { id, at, lines: [], timer, columns: [], waiting: 0, closed: false };
    this.#unwritten.set(id, batch);
    this.#open = batch;
    return batch;
  }

  #addLater(batch: Batch, index: number, more: () => string): void {
    const queued = this.#shadow.push(() => {
      batch.lines[index] += more();
      batch.waiting--;
      if (batch.closed && batch.waiting === 0) this.#write(batch);
    });
    if (queued) batch.waiting++;
  }

  #close(batch: Batch): void {
    if (batch.closed) return;
    batch.closed = true;
    clearTimeout(batch.timer);
    if (this.#open === batch) this.#open = undefined;
    if (batch.waiting === 0) this.#write(batch);
  }

  #write(batch: Batch): void {
    const body = `${batch.lines.join('}\n')}}`;
    const { id, at, lines } = batch;
    const record = { kind: 'predictions', system: this.#system, id, at, body } as const;
    this.#writes.write(record, lines.length, () => this.#unwritten.delete(id));
  }
}

/** The member of a line that holds the row: see WrittenLine. */
function rowMember(batch: Batch, row: Row): string {
  const names = Object.keys(row);
  if (sameNames(names, batch.columns)) return `"values":${JSON.stringify(Object.values(row))}`;
  const text = JSON.stringify(row);
  // JSON leaves out what is undefined, and the names must be those that a reader will find.
  batch.columns = Object.values(row).includes(undefined) ? [] : names;
  return `"row":${text}`;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length || a.length === 0) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
