import type { Clock } from '../../../ports/clock.ts';

/** Thrown into a fit whose time is up; never leaves the search. */
export class TimeUp extends Error {}

/** Seconds that a search may still use. */
export interface TimeLeft {
  /** Infinity without a limit. */
  seconds(): number;
  /** Share of the time that is gone, 0..1; 0 without a limit. */
  gone(): number;
  /** A check for a fit: throws TimeUp when fewer than `reserve` seconds are left. */
  checkWith(reserve: number, checkCancelled: () => void): () => void;
}

export function timeLeft(clock: Clock, budgetSeconds: number | null): TimeLeft {
  const began = clock.elapsed();
  const seconds = (): number =>
    budgetSeconds === null ? Number.POSITIVE_INFINITY : budgetSeconds - (clock.elapsed() - began) / 1000;
  return {
    seconds,
    gone: () => (budgetSeconds === null ? 0 : Math.min(1, 1 - seconds() / budgetSeconds)),
    checkWith: (reserve, checkCancelled) => () => {
      checkCancelled();
      if (seconds() < reserve) throw new TimeUp('the time of the search is up');
    },
  };
}
