const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

/**
 * Milliseconds since 1970 of an ISO-8601 date or date-time; NaN when the text is not one. Without an offset it is UTC.
 *
 * @example parseInstant('2024-02-29T12:30:00+02:00') === 1709202600000
 */
export function parseInstant(text: string): number {
  const part = ISO.exec(text);
  if (part === null) return Number.NaN;
  const field = (i: number): number => Number(part[i] ?? 0);
  const [year, month, day] = [field(1), field(2), field(3)];
  const [hour, minute, second] = [field(4), field(5), field(6)];
  if (hour > 23 || minute > 59 || second > 59 || field(10) > 59) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A date that does not exist (30 February) rolls over.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  const offset = (part[8] === '-' ? -1 : 1) * (field(9) * 60 + field(10));
  const ms = Math.trunc(Number(`0.${part[7] ?? 0}`) * 1000);
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
}
