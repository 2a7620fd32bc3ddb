import type { Slice } from '../../contracts/evaluation.ts';
import type { Judged, KnownItems } from '../../contracts/ranking-metric.ts';
import type { BootstrapOptions } from '../bootstrap.ts';
import { type Cut, measureLists } from './measure-lists.ts';

/** Events of a past from which on a user falls into a slice. */
const ACTIVITY = [
  [0, 'none'],
  [1, '1 to 4'],
  [5, '5 to 19'],
  [20, '20 to 99'],
  [100, '100 or more'],
] as const;

/** Share of all that users had which the head of the catalogue makes up. */
const HEAD = 0.5;

/**
 * Measures by how much users had done before (column "activity"), and by whether what they wanted is of the head of the
 * catalogue, the most popular items that make up half of all, or of its tail (column "popularity"). `rows` counts users.
 */
export function listSlices(
  judged: readonly Judged[],
  cuts: readonly Cut[],
  known: KnownItems,
  options: BootstrapOptions,
): Slice[] {
  const hits = cuts.filter(({ metric }) => metric.traits.ofHits);
  const slice = (column: string, value: string, lists: readonly Judged[], of: readonly Cut[]): Slice[] =>
    lists.length === 0
      ? []
      : [{ column, value, rows: lists.length, metrics: measureLists(lists, of, known, options) }];
  const activity = ACTIVITY.flatMap(([from, value], i) => {
    const to = ACTIVITY[i + 1]?.[0] ?? Infinity;
    const lists = judged.filter(({ past }) => past.length >= from && past.length < to);
    return slice('activity', value, lists, cuts);
  });
  const head = headOf(known);
  const popularity = [true, false].flatMap((inHead) => {
    const lists = judged.map((list) => onlyWanted(list, (item) => (head[item] === 1) === inHead));
    return slice(
      'popularity',
      inHead ? 'head items' : 'tail items',
      lists.filter(({ wanted }) => wanted.length > 0),
      hits,
    );
  });
  return [...activity, ...popularity];
}

/** [items] 1 for the most popular items that together make up half of all that users had. */
export function headOf({ items, popularity, byPopularity }: KnownItems): Uint8Array {
  const head = new Uint8Array(items);
  let left = HEAD * popularity.reduce((sum, n) => sum + n, 0);
  for (const item of byPopularity) {
    if (left <= 0) break;
    head[item] = 1;
    left -= popularity[item]!;
  }
  return head;
}

/** The same list, with only some of what was wanted: the rest counts as not wanted. */
function onlyWanted(list: Judged, keep: (item: number) => boolean): Judged {
  const places = Int32Array.from(list.wanted.keys()).filter((i) => keep(list.wanted[i]!));
  return {
    ...list,
    gains: list.gains.map((gain, i) => (keep(list.items[i]!) ? gain : 0)),
    wanted: places.map((i) => list.wanted[i]!),
    ideal: Float64Array.from(places, (i) => list.ideal[i]!),
    before: Float64Array.from(places, (i) => list.before[i]!),
  };
}
