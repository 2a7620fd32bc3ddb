import type { Thing, TriedRequest } from '../../src/contracts/try-out.ts';

/** What gained and lost places over all recorded requests. */
export interface Winner {
  /** "topic", "author", "age". */
  readonly by: string;
  readonly value: string;
  /** Places on all pages as they are, and as they are tried. */
  readonly before: number;
  readonly after: number;
}

const DAY = 24;

/** Ages that are told apart, in hours. */
const AGES = [
  [DAY, 'new: under a day old'],
  [7 * DAY, 'under a week old'],
  [30 * DAY, 'under a month old'],
  [Number.POSITIVE_INFINITY, 'older'],
] as const;

/** Places by each value of some columns and by age; what an item has several of counts for each. The largest change first. */
export function winnersOf(
  requests: readonly TriedRequest[],
  things: Readonly<Record<string, Thing>>,
  columns: readonly string[],
): readonly Winner[] {
  const found = new Map<string, { by: string; value: string; before: number; after: number }>();
  const count = (ids: readonly string[], which: 'before' | 'after'): void => {
    for (const id of ids)
      for (const [by, value] of kindsOf(things[id], columns)) {
        const key = `${by}\t${value}`;
        const known = found.get(key) ?? { by, value, before: 0, after: 0 };
        known[which]++;
        found.set(key, known);
      }
  };
  for (const { now, tried } of requests) {
    count(now, 'before');
    count(tried, 'after');
  }
  const change = ({ before, after }: Winner): number => Math.abs(after - before);
  return [...found.values()].sort((a, b) => change(b) - change(a) || b.before - a.before);
}

function kindsOf(thing: Thing | undefined, columns: readonly string[]): (readonly [string, string])[] {
  if (thing === undefined) return [];
  const kinds = columns.flatMap((column) => {
    const value = thing.attributes[column];
    return value === null || value === undefined
      ? []
      : String(value)
          .split('|')
          .map((part) => [column, part] as const);
  });
  if (thing.ageHours === null) return kinds;
  const [, age] = AGES.find(([most]) => thing.ageHours! < most)!;
  return [...kinds, ['age', age]];
}

/** Mean share of a page that is the same items as before, whatever their places; null without requests. */
export function keptShare(requests: readonly TriedRequest[]): number | null {
  const shares = requests
    .filter(({ now }) => now.length > 0)
    .map(({ now, tried }) => now.filter((id) => tried.includes(id)).length / now.length);
  return shares.length === 0 ? null : shares.reduce((a, b) => a + b, 0) / shares.length;
}

/** Requests of which the first item would have been another, by the chances that were logged; null where none were. */
export function otherFirst(
  requests: readonly TriedRequest[],
): { readonly of: number; readonly other: number } | null {
  const told = requests.flatMap(({ shown, reordered }) =>
    reordered === undefined ? [] : [{ shown, reordered }],
  );
  if (told.length === 0) return null;
  return { of: told.length, other: told.filter(({ shown, reordered }) => shown[0] !== reordered[0]).length };
}
