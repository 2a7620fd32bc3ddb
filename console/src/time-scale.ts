const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Distances of marks on a time line that people count in. */
const STEPS = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
];

/** Instants to mark between two, at most so many. */
export function timeTicks(from: number, to: number, most: number): number[] {
  // Where days are counted, hours are not told.
  const fit = (s: number): boolean =>
    (to - from) / s <= Math.max(1, most) && (s >= DAY || to - from <= 3 * DAY);
  const step = STEPS.find(fit) ?? STEPS.at(-1)!;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}

const two = (n: number): string => String(n).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "14:05", or at midnight and where days are counted "23 Nov". UTC. */
export function tickText(at: number, spanMs: number): string {
  const date = new Date(at);
  if (spanMs > 3 * DAY || at % DAY === 0) return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** "14:05:30" of a short span, "23 Nov 14:05" of a long one. UTC. */
export function momentText(at: number, spanMs: number): string {
  const date = new Date(at);
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  if (spanMs <= HOUR) return `${clock}:${two(date.getUTCSeconds())}`;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${clock}`;
}

/** "2026-11-23 14:05". UTC. */
export const minuteText = (at: number | string): string =>
  new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** "5 s", "12 min", "3 h", "2 days": how long, in one unit. */
export function longText(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h`;
  return `${Math.round(ms / DAY)} days`;
}

/** Round values from 0, or from below it, to at least `most`: marks of an axis of values, about four. */
export function valueTicks(least: number, most: number): number[] {
  const span = most - least || 1;
  const raw = span / 4;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * size).find((s) => s >= raw)!;
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
