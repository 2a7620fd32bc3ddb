import type { Run } from '../../contracts/run.ts';

/** How far a search for the best weights goes. */
export interface SearchOptions {
  /** Stop when no component of the (pseudo-)gradient is larger. */
  readonly tolerance: number;
  readonly iterations: number;
  /** Called several times a second; throws to stop. */
  readonly checkCancelled: () => void;
  /** Called after every iteration. */
  readonly onIteration: (iteration: number, value: number) => void;
}

/** What a search came to. */
export interface Found {
  readonly iterations: number;
  /** False when the iterations ran out, or no step made the objective smaller before the tolerance was met. */
  readonly converged: boolean;
}

/** A search that reports to the run. */
export const searchOf = (
  { tolerance, iterations }: Pick<SearchOptions, 'tolerance' | 'iterations'>,
  run: Run,
): SearchOptions => ({
  tolerance,
  iterations,
  checkCancelled: () => run.checkCancelled(),
  onIteration: (k, value) => run.progress(k / iterations, `iteration ${k}, loss ${value.toFixed(5)}`),
});
