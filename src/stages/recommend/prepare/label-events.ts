import type { LabelRule } from '../../../contracts/recommend-design.ts';
import { eventWeight } from '../../../recipe/recommender/event-weight.ts';
import type { CodedEvents } from './coded-events.ts';

/** [events] how much each event speaks for its item: `eventWeight`, as for an event that comes while a system is served. */
export function labelEvents(
  { user, value, action }: Pick<CodedEvents, 'user' | 'value' | 'action'>,
  rule: LabelRule,
): Float32Array {
  return Float32Array.from(user, (_, i) =>
    eventWeight(rule, action?.dictionary[action.codes[i]!] ?? null, value?.[i] ?? Number.NaN),
  );
}
