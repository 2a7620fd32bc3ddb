/** How much the newest slate counts in what the next one is expected to take. */
const NEWEST = 0.2;
/** While slates are degraded because they take too long, the expectation falls until one is tried again. */
const FORGETTING = 0.95;

/**
 * Whether a slate can be made in time, from how long the last ones took: making one cannot be interrupted, so it is
 * decided before it begins.
 */
export class InTime {
  readonly budgetMs: number;
  #expectedMs = 0;
  /** When the first request of this turn of the event loop was begun; undefined before it. */
  #turnBeganAt: number | undefined;

  constructor(budgetMs: number) {
    this.budgetMs = budgetMs;
  }

  /**
   * Requests that came together are begun one after the other in one turn of the event loop: the later ones have waited
   * for the others, which nothing else tells.
   *
   * @param waitedMs since the request came, as far as that is known
   * @param now by a clock that only moves forward, ms
   */
  allows(waitedMs: number, now: number): boolean {
    if (this.#turnBeganAt === undefined) {
      this.#turnBeganAt = now;
      setImmediate(() => {
        this.#turnBeganAt = undefined;
      });
    }
    const waited = Math.max(waitedMs, now - this.#turnBeganAt);
    if (waited + this.#expectedMs <= this.budgetMs) return true;
    this.#expectedMs *= FORGETTING;
    return false;
  }

  took(ms: number): void {
    // The first call compiles and fills caches: it says little of those that follow, and counts like any other.
    this.#expectedMs += NEWEST * (ms - this.#expectedMs);
  }
}
