import type { RecordKind } from '../../contracts/record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { BATCH_LINES, BATCH_MS, batchId, LogWrites, MOST_PENDING } from './log-writes.ts';
import type { ShadowQueue } from './shadow-queue.ts';

interface Batch {
  readonly id: string;
  readonly at: number;
  /** JSON objects without their braces until they are written. */
  readonly lines: string[];
  readonly timer: NodeJS.Timeout;
  /** Lines of which a member is still to come. */
  waiting: number;
  closed: boolean;
}

/** What joins a line after its answer: from the queue, or at once where the queue is full. */
export interface LaterMember {
  /** `,"name":value`, or nothing. */
  more(): string;
  /** What stands there when there was no time. */
  readonly dropped: string;
}

/**
 * The log of what one system answered: lines gather in a batch, and each batch is one record of the journal. An answer
 * does not wait for it: a crash loses the last 10 ms at most.
 */
export class LineLog {
  readonly #kind: RecordKind;
  readonly #system: string;
  readonly #clock: Clock;
  readonly #shadow: ShadowQueue;
  readonly #unwritten = new Map<string, Batch>();
  readonly #writes: LogWrites;
  #open: Batch | undefined;

  constructor(
    kind: RecordKind,
    system: string,
    ports: { readonly journal: Journal; readonly clock: Clock },
    shadow: ShadowQueue,
  ) {
    this.#kind = kind;
    this.#system = system;
    this.#clock = ports.clock;
    this.#writes = new LogWrites(ports.journal);
    this.#shadow = shadow;
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

  /** Whether the disk is so far behind that no more should be answered. */
  get behind(): boolean {
    return this.pending > MOST_PENDING;
  }

  /** Age of the oldest line that is not on disk, in ms. */
  get lagMs(): number {
    for (const batch of this.#unwritten.values()) return this.#clock.now() - batch.at;
    return 0;
  }

  /** Id of the batch that the next line goes to: for who adds one at once. */
  get batch(): string {
    this.#open ??= this.#begin();
    return this.#open.id;
  }

  holds(batch: string): boolean {
    return this.#unwritten.has(batch);
  }

  /**
   * Note a line: a string is pushed, and that is all that an answer pays.
   *
   * @param members of the JSON object, without its braces
   * @returns the id of the line
   */
  add(members: string, later?: LaterMember): string {
    this.#open ??= this.#begin();
    const batch = this.#open;
    const index = batch.lines.push(members) - 1;
    if (later !== undefined) this.#addLater(batch, index, later);
    if (index + 1 >= BATCH_LINES) this.#close(batch);
    return `${batch.id}.${index}`;
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
    const batch: Batch = { id, at, lines: [], timer, waiting: 0, closed: false };
    this.#unwritten.set(id, batch);
    return batch;
  }

  #addLater(batch: Batch, index: number, { more, dropped }: LaterMember): void {
    const queued = this.#shadow.push(() => {
      batch.lines[index] += more();
      batch.waiting--;
      if (batch.closed && batch.waiting === 0) this.#write(batch);
    });
    if (queued) batch.waiting++;
    else batch.lines[index] += dropped;
  }

  #close(batch: Batch): void {
    if (batch.closed) return;
    batch.closed = true;
    clearTimeout(batch.timer);
    if (this.#open === batch) this.#open = undefined;
    if (batch.waiting === 0) this.#write(batch);
  }

  #write({ id, at, lines }: Batch): void {
    const body = lines.map((line) => `{${line}}`).join('\n');
    const record = { kind: this.#kind, system: this.#system, id, at, body };
    this.#writes.write(record, lines.length, () => this.#unwritten.delete(id));
  }
}
