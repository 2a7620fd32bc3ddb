/** The place of the point that begins nearest to an instant; -1 of none. */
export function nearest(at: readonly number[], instant: number): number {
  let best = -1;
  for (let i = 0; i < at.length; i++)
    if (best < 0 || Math.abs(at[i]! - instant) < Math.abs(at[best]! - instant)) best = i;
  return best;
}

const place = (n: number): string => n.toFixed(1);

/** A line that is broken where nothing is known. */
export function linePath(
  x: readonly number[],
  values: readonly (number | null)[],
  y: (v: number) => number,
): string {
  let path = '';
  values.forEach((v, i) => {
    if (v !== null) path += `${i > 0 && values[i - 1] !== null ? 'L' : 'M'}${place(x[i]!)} ${place(y(v))}`;
  });
  return path;
}

/** What lies between two lines, stretch by stretch. */
export function bandPath(
  x: readonly number[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  y: (v: number) => number,
): string {
  let path = '';
  for (let i = 0; i < low.length; i++) {
    let end = i;
    while (end < low.length && low[end] != null && high[end] != null) end++;
    if (end === i) continue;
    const there = Array.from({ length: end - i }, (_, k) => `${place(x[i + k]!)} ${place(y(high[i + k]!))}`);
    const back = Array.from(
      { length: end - i },
      (_, k) => `${place(x[end - 1 - k]!)} ${place(y(low[end - 1 - k]!))}`,
    );
    path += `M${[...there, ...back].join('L')}Z`;
    i = end;
  }
  return path;
}

/** Points with nothing on either side: a line would not show them. */
export const aloneAt = (values: readonly (number | null)[]): number[] =>
  values.flatMap((v, i) => (v !== null && values[i - 1] == null && values[i + 1] == null ? [i] : []));
