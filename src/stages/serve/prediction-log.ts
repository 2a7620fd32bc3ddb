import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { type LaterMember, LineLog } from './line-log.ts';
import type { Row } from './row-failure.ts';
import type { ShadowQueue } from './shadow-queue.ts';

/** The log of one system's predictions: names of columns are written once a batch, see WrittenLine. */
export class PredictionLog extends LineLog {
  /** Columns of the last row that was written in full, and the batch that it is in. */
  #columns: readonly string[] = [];
  #batch = '';

  constructor(system: string, ports: { journal: Journal; clock: Clock }, shadow: ShadowQueue) {
    super('predictions', system, ports, shadow);
  }

  /**
   * Note one prediction.
   *
   * @param row what was predicted for
   * @param rest the other members of the PredictionLine, as JSON without braces
   * @param more gives a further member (`,"name":value`) later, after the answer; it is dropped when the queue is full
   * @returns the id of the prediction
   */
  addRow(row: Row, rest: string, more?: () => string): string {
    const { batch } = this;
    if (batch !== this.#batch) this.#columns = [];
    this.#batch = batch;
    const later: LaterMember | undefined = more && { more, dropped: '' };
    return this.add(`${rest},${this.#rowMember(row)}`, later);
  }

  #rowMember(row: Row): string {
    const names = Object.keys(row);
    if (sameNames(names, this.#columns)) return `"values":${JSON.stringify(Object.values(row))}`;
    const text = JSON.stringify(row);
    // JSON leaves out what is undefined, and the names must be those that a reader will find.
    this.#columns = Object.values(row).includes(undefined) ? [] : names;
    return `"row":${text}`;
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length || a.length === 0) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
