/** How a model began in a run that was to go on from the champion. */
export interface Start {
  /** Version of the champion; null where there was none. */
  readonly champion: number | null;
  /** sha256 of its manifest, where the model goes on from it. */
  readonly sha256?: string;
  /** Why it began from nothing, as half a sentence; null where it goes on. */
  readonly because: string | null;
}
