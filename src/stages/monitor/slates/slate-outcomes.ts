import type { UserAction } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
import { eventWeight } from '../../../recipe/recommender/event-weight.ts';
import type { SlateRow } from '../slate-rows.ts';
import { creditActions } from './credit-actions.ts';

/** What came of the items of slates. */
export interface SlateOutcomes {
  /** By slate, by place: whether an event spoke for the item. */
  readonly taken: readonly Uint8Array[];
  /** By slate: its events by type, every one counted. */
  readonly events: readonly ReadonlyMap<string, number>[];
}

/** What followed from slates within so many milliseconds: see creditActions. */
export function slateOutcomes(
  slates: readonly SlateRow[],
  actions: readonly UserAction[],
  rule: LabelRule,
  within: number,
): SlateOutcomes {
  const taken = slates.map(({ items }) => new Uint8Array(items.length));
  const events = slates.map(() => new Map<string, number>());
  for (const { action, slate, place } of creditActions(slates, actions, within)) {
    const { type, value } = action;
    events[slate]!.set(type, (events[slate]!.get(type) ?? 0) + 1);
    if (eventWeight(rule, type, value ?? Number.NaN) > 0) taken[slate]![place] = 1;
  }
  return { taken, events };
}
