import type { LoggedDecisions } from '../../experiments/off-policy.ts';
import type { SlateRow } from '../monitor/slate-rows.ts';

/** Every place of every slate as a decision, in groups by user. */
export type SlateDecisions = LoggedDecisions & { readonly group: Int32Array };

/** Users are dealt into so many folds: what is expected of a user's slates is learned from the others. */
const FOLDS = 5;
/** Events that a rate of an item, or of a place, begins with, at the rate of all. */
const PRIOR = 10;

/**
 * Decisions of logged slates, seen from another policy.
 *
 * taken   by slate, by place: 1 = the reward came
 * made    by slate, by draw: the list of the policy for the same question; its chances are shares of the draws
 * counts  place: an item counts where the policy has it in the same place; item: where it shows it at all
 *
 * What is expected is a rate by item times a rate by place, each drawn towards the rate of all. O(places x draws).
 */
export function slateDecisions(
  slates: readonly SlateRow[],
  taken: readonly Uint8Array[],
  made: readonly (readonly (readonly string[])[])[],
  counts: 'place' | 'item',
): SlateDecisions {
  const n = slates.reduce((sum, { items }) => sum + items.length, 0);
  const out = {
    reward: new Float64Array(n),
    propensity: new Float64Array(n),
    target: new Float64Array(n),
    expected: { taken: new Float64Array(n), target: new Float64Array(n) },
    group: new Int32Array(n),
  };
  const users = new Map<string, number>();
  const userOf = slates.map(({ user, id }) => {
    const key = user ?? `\0${id}`;
    if (!users.has(key)) users.set(key, users.size);
    return users.get(key)!;
  });
  const rates = Array.from({ length: FOLDS }, (_, fold) =>
    learnedRates(slates, taken, (s) => userOf[s]! % FOLDS !== fold),
  );
  let d = 0;
  slates.forEach(({ items, propensities }, s) => {
    const rate = rates[userOf[s]! % FOLDS]!;
    const lists = made[s]!;
    items.forEach((item, place) => {
      const has = (list: readonly string[]): boolean =>
        counts === 'place' ? list[place] === item : list.includes(item);
      out.reward[d] = taken[s]![place]!;
      out.propensity[d] = propensities[place]!;
      out.target[d] = lists.filter(has).length / lists.length;
      out.expected.taken[d] = rate(item, place);
      for (const list of lists)
        if (list[place] !== undefined) out.expected.target[d]! += rate(list[place], place) / lists.length;
      out.group[d++] = userOf[s]!;
    });
  });
  return out;
}

/** Share of shown items that are taken, by item and place. */
function learnedRates(
  slates: readonly SlateRow[],
  taken: readonly Uint8Array[],
  learnsFrom: (slate: number) => boolean,
): (item: string, place: number) => number {
  const items = new Map<string, { shown: number; taken: number }>();
  const places: { shown: number; taken: number }[] = [];
  let [shown, hits] = [0, 0];
  slates.forEach((slate, s) => {
    if (!learnsFrom(s)) return;
    slate.items.forEach((id, place) => {
      const hit = taken[s]![place]!;
      const item = items.get(id) ?? { shown: 0, taken: 0 };
      items.set(id, { shown: item.shown + 1, taken: item.taken + hit });
      const at = places[place] ?? { shown: 0, taken: 0 };
      places[place] = { shown: at.shown + 1, taken: at.taken + hit };
      shown++;
      hits += hit;
    });
  });
  const overall = shown === 0 ? 0 : hits / shown;
  const drawnIn = (counts: { shown: number; taken: number } | undefined): number =>
    ((counts?.taken ?? 0) + PRIOR * overall) / ((counts?.shown ?? 0) + PRIOR);
  return (item, place) => (overall === 0 ? 0 : (drawnIn(items.get(item)) * drawnIn(places[place])) / overall);
}
