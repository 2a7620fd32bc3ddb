import type { SlateComparison } from '../../contracts/slate-comparison.ts';
import type { SlateLine } from '../../contracts/slate-line.ts';
import type { Journal } from '../../ports/journal.ts';
import { newestSlates } from '../monitor/slate-rows.ts';
import { quantiles } from './shadow-comparison.ts';

/** Slates that a comparison looks at, the newest. */
const MOST_SLATES = 20_000;

/** Compare the newest slates of the log that the challenger made too. */
export async function compareSlates(
  journal: Journal,
  system: string,
  champion: number,
  challenger: number,
): Promise<SlateComparison> {
  const query = { system, most: MOST_SLATES, after: null, since: null, version: champion };
  return slateComparison(await newestSlates(journal, query), champion, challenger);
}

/** Compare slates of the champion with what the challenger made of the same questions. O(items shown). */
export function slateComparison(
  slates: readonly SlateLine[],
  champion: number,
  challenger: number,
): SlateComparison {
  const moved: number[] = [];
  const championMicros: number[] = [];
  const challengerMicros: number[] = [];
  let [dropped, overlap, sameFirst, equal] = [0, 0, 0, 0];
  for (const { version, items, shadow, micros } of slates) {
    if (version !== champion || shadow?.version !== challenger) continue;
    if ('dropped' in shadow) {
      dropped++;
      continue;
    }
    const moves = movesOf(items, shadow.items);
    const longer = Math.max(items.length, shadow.items.length);
    moved.push(...moves);
    overlap += longer === 0 ? 1 : moves.length / longer;
    if (items[0] === shadow.items[0]) sameFirst++;
    if (moves.length === longer && moves.every((by) => by === 0)) equal++;
    championMicros.push(micros);
    challengerMicros.push(shadow.micros);
  }
  const n = championMicros.length;
  const share = (sum: number): number | null => (n === 0 ? null : sum / n);
  return {
    champion,
    challenger,
    slates: n,
    dropped,
    overlap: share(overlap),
    sameFirst: share(sameFirst),
    equal: share(equal),
    moved: quantiles(moved),
    championMicros: quantiles(championMicros),
    challengerMicros: quantiles(challengerMicros),
  };
}

/** Of the items in both lists: place in the second less place in the first. */
function movesOf(one: readonly string[], other: readonly string[]): number[] {
  const placeOf = new Map(other.map((item, place) => [item, place]));
  return one.flatMap((item, place) => (placeOf.has(item) ? placeOf.get(item)! - place : []));
}
