/** One look at a window: how many of its rows, and which share of the window's false-alarm rate it may use. */
export interface Look {
  readonly rows: number;
  readonly rateShare: number;
}

/** Parts of a window after which it is looked at early, largest first. */
const EARLY = [1 / 2, 1 / 4, 1 / 8];
const FULL_SHARE = 3 / 4;

/**
 * The look that is due when `waiting` rows have come since the window began, or null when none is.
 *
 * A window of `full` rows is looked at four times at most: after an eighth, a quarter, half, and all of it. However
 * often a program checks, it sees these four and no others, and the rate is divided among them: a twelfth each for
 * the early ones, which see only gross changes, and three quarters for the full one. So all looks together alarm no
 * more often than declared. Source: alpha spending with fixed looks, Lan and DeMets 1983; union bound.
 */
export function lookDue(waiting: number, full: number): Look | null {
  if (waiting >= full) return { rows: full, rateShare: FULL_SHARE };
  for (const part of EARLY) {
    const rows = Math.ceil(full * part);
    if (waiting >= rows) return { rows, rateShare: (1 - FULL_SHARE) / EARLY.length };
  }
  return null;
}

/** Rows after which the first look is due. */
export const firstLook = (full: number): number => Math.ceil(full * EARLY.at(-1)!);
