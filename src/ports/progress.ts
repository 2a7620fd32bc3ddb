/** Where long work tells how far it is. Implementations throttle; calls are cheap. */
export interface Progress {
  /** A stage began: "prepare", "train logistic". */
  begin(step: string): void;
  /** 0..1 within the step, with a few words. */
  at(fraction: number, note?: string): void;
  /** The step ended, with what it came to. */
  end(note?: string): void;
}
