import type { Design } from '../../contracts/design.ts';
import type { Evaluation, Measured } from '../../contracts/evaluation.ts';

/** What was measured by metric: the primary one, then the others in the order of the design. */
export function measuredInOrder(
  design: Design,
  { primary, metrics }: Evaluation,
): readonly (readonly [string, Measured])[] {
  const names = new Set([primary, ...design.evaluation.metrics, ...Object.keys(metrics)]);
  return [...names].flatMap((name) => {
    const measured = metrics[name];
    return measured === undefined ? [] : [[name, measured] as const];
  });
}
