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

  constructor(budgetMs: number) {
    this.budgetMs = budgetMs;
  }

  /** @param waitedMs since the request came */
  allows(waitedMs: number): boolean {
    if (waitedMs + this.#expectedMs <= this.budgetMs) return true;
    this.#expectedMs *= FORGETTING;
    return false;
  }

  took(ms: number): void {
    // The first call compiles and fills caches: it says little of those that follow, and counts like any other.
    this.#expectedMs += NEWEST * (ms - this.#expectedMs);
  }
}
