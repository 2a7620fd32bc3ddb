import type { LabelRule } from '../../contracts/recommend-design.ts';

/**
 * How much an event speaks for its item: the weight of its action (1 where there are no actions, 0 for one that the rule
 * does not name), times the value where that counts, against the item where the value is too low.
 *
 * value: NaN = none; then it decides nothing.
 */
export function eventWeight(rule: LabelRule, action: string | null, value: number): number {
  const { actions, atLeast, weighted } = rule;
  const base =
    actions === null ? 1 : action !== null && Object.hasOwn(actions, action) ? actions[action]! : 0;
  if (Number.isNaN(value)) return base;
  const size = weighted ? base * Math.abs(value) : base;
  return atLeast !== null && value < atLeast ? -Math.abs(size) : size;
}
