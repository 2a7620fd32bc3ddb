/** What else there is to weigh between the models of a search, measured on this machine. */
export interface TradeOffs {
  /**
   * Fewest rows to learn from with which it could not be told from itself on all of them; null where there was no time to
   * find out.
   */
  readonly rowsNeeded: number | null;
  /** Memory that it takes once it is opened; null where that cannot be measured. */
  readonly memoryBytes: number | null;
  /** It goes on learning as rows come. */
  readonly updates: boolean;
  /** It tells what each column contributed to an answer. */
  readonly explains: boolean;
  /** All models are scored by the same pure code there; this one is small enough to be loaded by a page. */
  readonly browser: boolean;
}
