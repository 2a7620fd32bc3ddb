import type { Pool } from './member-states.ts';

/** A probability nearer to 0 or 1 has the log-odds of this. */
const LEAST = 1e-15;

/**
 * What members' answers are averaged as, in place: probabilities and values as they are, else log-odds, or for several
 * classes logs. said [rows x outputs] row after row. Allocates nothing.
 */
export function termsInPlace(said: Float64Array, values: number, outputs: number, pool: Pool): void {
  if (pool !== 'log-odds') return;
  if (outputs > 1) for (let i = 0; i < values; i++) said[i] = Math.log(Math.max(LEAST, said[i]!));
  else
    for (let i = 0; i < values; i++) {
      const p = said[i]!;
      said[i] = Math.log(Math.max(LEAST, p) / Math.max(LEAST, 1 - p));
    }
}
