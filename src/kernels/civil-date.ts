export const DAY_MS = 86_400_000;

/** Largest instant that a calendar date is defined for, in milliseconds from 1970 (ECMA-262). */
export const LARGEST_INSTANT_MS = 8.64e15;

/** A day of the proleptic Gregorian calendar. */
export interface CivilDate {
  year: number;
  /** 1..12. */
  month: number;
  /** 1..31. */
  day: number;
  /** 1 = 1 January. */
  dayOfYear: number;
}

/**
 * Milliseconds since midnight, in [0, DAY_MS). Exact, where the quotient of an instant and a day would be rounded: the
 * day number is `(instant - millisOfDay(instant)) / DAY_MS`.
 */
export const millisOfDay = (instant: number): number => ((instant % DAY_MS) + DAY_MS) % DAY_MS;

/**
 * Write the calendar date of a day number (0 = 1 January 1970) into `out`. Allocates nothing.
 *
 * Source: Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: years that begin in March put the
 * leap day last, so that month lengths follow one straight line.
 */
export function civilDate(days: number, out: CivilDate): void {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayFromMarch = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayFromMarch + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 1 : 0;
  out.year = year;
  out.month = month;
  out.day = dayFromMarch - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  out.dayOfYear = month > 2 ? dayFromMarch + 60 + leap : dayFromMarch - 305;
}
