import type { LabelRule } from '../../contracts/recommend-design.ts';

/**
 * How much an event speaks for its item: the weight of its action (1 where a rule knows no actions, 0 for one that it does
 * not name), times the value where the rule says so, and below 0 where the value is too low. What an event must follow is
 * not looked at.
 *
 * action: null = not known. value: NaN = none; then the action alone decides, or it counts 0 where weights are ratings.
 */
export function eventWeight(
  { actions, atLeast, weighted, rated }: LabelRule,
  action: string | null,
  value: number,
): number {
  const weight =
    actions === null ? 1 : action !== null && Object.hasOwn(actions, action) ? actions[action]! : 0;
  if (Number.isNaN(value)) return rated === true ? 0 : weight;
  const full = weighted ? weight * value : weight;
  return atLeast !== null && value < atLeast ? -Math.abs(full) : full;
}
