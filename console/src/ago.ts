const STEPS = [
  [60_000, 1000, 's'],
  [3_600_000, 60_000, 'min'],
  [86_400_000, 3_600_000, 'h'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'days'],
] as const;

/** How long an instant is past, in words: "12 s ago", "3 days ago". at: milliseconds since 1970. */
export function ago(at: number, now = Date.now()): string {
  const past = Math.max(0, now - at);
  const [, unit, word] = STEPS.find(([most]) => past < most)!;
  return `${Math.round(past / unit)}\u202f${word} ago`;
}
