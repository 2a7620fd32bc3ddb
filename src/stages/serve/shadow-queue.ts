import type { Clock } from '../../ports/clock.ts';

/** Jobs that wait at most; more are dropped and counted. */
const MOST_WAITING = 1024;
/** How long one turn may keep answers waiting. */
const TURN_MS = 1;

/**
 * Work for after the answer: it runs when the event loop is otherwise idle, a millisecond at a time, in order. When
 * more arrives than can be done it is dropped, never the answers delayed.
 */
export class ShadowQueue {
  dropped = 0;
  done = 0;
  readonly #clock: Clock;
  #waiting: (() => void)[] = [];
  #next = 0;
  #scheduled = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns false when the queue is full: the job will not run. */
  push(job: () => void): boolean {
    if (this.#waiting.length - this.#next >= MOST_WAITING) {
      this.dropped++;
      return false;
    }
    this.#waiting.push(job);
    this.#schedule();
    return true;
  }

  /** Do everything now. */
  finish(): void {
    this.#run(Number.POSITIVE_INFINITY);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#run(this.#clock.elapsed() + TURN_MS);
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #run(until: number): void {
    while (this.#next < this.#waiting.length) {
      this.#waiting[this.#next++]!();
      this.done++;
      if (this.#clock.elapsed() >= until) break;
    }
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
  }
}
