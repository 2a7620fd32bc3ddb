import { type Kernels, plainKernels } from './kernels.ts';

/** What a fit is given besides its data: everything that would otherwise be ambient. */
export interface Run {
  /** All randomness of the fit comes from this seed. An integer in [0, 2^32). */
  readonly seed: number;
  /** Throw 'train/cancelled' if the user has asked to stop; call it at least every 100 ms of work. */
  checkCancelled(): void;
  /** Tell how far the fit is: 0..1, with a few words ("tree 40 of 100, log loss 0.412"). Cheap to call often. */
  progress(fraction: number, note?: string): void;
  /** The loops that pay, and their memory. */
  readonly kernels: Kernels;
}

/** A run that is never cancelled and tells nobody, with the kernels in TypeScript. */
export const quietRun = (seed = 1): Run => ({
  seed,
  checkCancelled: () => {},
  progress: () => {},
  kernels: plainKernels,
});

/** A run that tells its progress as the part of this one that begins at `from` and is `share` long. */
export const partOfRun = (run: Run, from: number, share: number): Run => ({
  ...run,
  checkCancelled: () => run.checkCancelled(),
  progress: (fraction, note) => run.progress(Math.min(1, from + share * fraction), note),
});
