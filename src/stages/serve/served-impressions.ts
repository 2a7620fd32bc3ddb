import type { SlateLine } from '../../contracts/slate-line.ts';
import { BATCH_MS } from './log-writes.ts';
import type { EventInput } from './recommend/store-events.ts';

/**
 * Notes what is answered as shown, where a design says so: as the events that a client would tell, some pages at once. No answer
 * waits for it. What the journal cannot take is lost, as the pages themselves are then, which is counted there.
 */
export class ServedImpressions {
  readonly #store: (events: readonly EventInput[]) => Promise<unknown>;
  #waiting: EventInput[] = [];
  #timer: NodeJS.Timeout | undefined;
  #storing: Promise<unknown> = Promise.resolve();

  constructor(store: (events: readonly EventInput[]) => Promise<unknown>) {
    this.#store = store;
  }

  /**
   * @param type of the events
   * @param id of the slate
   */
  note(type: string, id: string, { user, at, items }: Pick<SlateLine, 'user' | 'at' | 'items'>): void {
    if (user === null) return;
    items.forEach((item, position) => {
      this.#waiting.push({ id: `${id}:${position}`, type, user, item, at, requestId: id, position });
    });
    this.#timer ??= setTimeout(() => void this.flush(), BATCH_MS);
  }

  /** Resolves when all that was noted is stored, or lost. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) this.#storing = this.#storing.then(() => this.#store(events)).catch(() => {});
    await this.#storing;
  }
}
