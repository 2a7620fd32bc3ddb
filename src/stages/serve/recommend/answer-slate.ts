import type { SlateEntry } from '../../../contracts/slate.ts';
import type { LiveItems } from '../../../recipe/live-items.ts';
import type { MadeSlate } from './make-slate.ts';
import type { MissingAnswer, SlateItem } from './slate-answer.ts';

/** A slate in the words of clients: ids in place of indices. What has gone since is not shown. */
export const answerOf = ({ entries, query }: MadeSlate, items: LiveItems): SlateItem[] =>
  entries
    .filter(({ item }) => items.isLive(item))
    .map(({ item, score, source, propensity, predictedRating, explanation }) => ({
      item: items.ids[item]!,
      score,
      source,
      propensity,
      ...(predictedRating !== undefined && { predictedRating }),
      ...(explanation && { explanation: explained(explanation, query.item, items) }),
    }));

function explained(
  { because, ...rest }: NonNullable<SlateEntry['explanation']>,
  past: Int32Array,
  items: LiveItems,
): NonNullable<SlateItem['explanation']> {
  // Somebody may have met an item several times.
  const shares = new Map<string, number>();
  for (const { event, share } of because) {
    const id = items.ids[past[event]!]!;
    shares.set(id, (shares.get(id) ?? 0) + share);
  }
  const told = [...shares].map(([item, share]) => ({ item, share }));
  return { ...rest, because: told.sort((a, b) => b.share - a.share) };
}

/** Why items that were asked about are not shown; those that are shown are left out. */
export function missingOf(
  why: readonly { readonly id: string; readonly item: number | undefined }[],
  { missing = [] }: MadeSlate,
  items: LiveItems,
): MissingAnswer[] {
  const unknown = why
    .filter(({ item }) => item === undefined)
    .map(({ id }): MissingAnswer => ({ item: id, because: 'unknown' }));
  return [...missing.map(({ item, ...rest }) => ({ item: items.ids[item]!, ...rest })), ...unknown];
}
