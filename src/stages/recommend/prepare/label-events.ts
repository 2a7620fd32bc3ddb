import type { LabelRule } from '../../../contracts/recommend-design.ts';
import type { CodedEvents } from './coded-events.ts';

/**
 * [events] how much each event speaks for its item: the weight of its action (1 where there are none), times the value
 * where the rule says so, and below 0 where the value is too low. An event without a value is judged by its action alone.
 */
export function labelEvents(
  { user, value, action }: Pick<CodedEvents, 'user' | 'value' | 'action'>,
  { actions, atLeast, weighted }: LabelRule,
): Float32Array {
  const worth = action?.dictionary.map((name) => actions?.[name] ?? 0);
  return Float32Array.from(user, (_, i) => {
    const weight = worth === undefined ? 1 : (worth[action!.codes[i]!] ?? 0);
    const v = value?.[i] ?? Number.NaN;
    if (Number.isNaN(v)) return weight;
    const full = weighted ? weight * v : weight;
    return atLeast !== null && v < atLeast ? -Math.abs(full) : full;
  });
}
