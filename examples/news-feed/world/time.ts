export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Hour of the day, with its fraction. The town lives in UTC. */
export const hourOf = (at: number): number => (at % DAY_MS) / HOUR_MS;

/** Day of the week, 0 = Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (at: number): number => (Math.floor(at / DAY_MS) + 3) % 7;
