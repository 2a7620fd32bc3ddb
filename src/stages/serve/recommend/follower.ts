import type { Journal } from '../../../ports/journal.ts';

/** What is folded from the journal. */
export interface Fold {
  follow(journal: Journal): Promise<void>;
}

/** Keeps a state at the end of the journal. */
export class Follower {
  readonly #state: Fold;
  readonly #journal: Journal;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(state: Fold, journal: Journal) {
    this.#state = state;
    this.#journal = journal;
  }

  /**
   * Fold what the journal has and the state has not. Who calls it after an append finds it folded: a read that is under
   * way may have begun before, so another one follows it, which all that wait share.
   */
  follow(): Promise<void> {
    if (this.#reading === undefined) {
      this.#reading = this.#state.follow(this.#journal).finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }
    this.#next ??= this.#reading
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return this.follow();
      });
    return this.#next;
  }
}
