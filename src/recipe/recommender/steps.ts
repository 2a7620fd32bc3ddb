import type { StepChoice } from '../../contracts/design.ts';
import type { Ranked, RerankContext } from '../../contracts/reranker.ts';
import { rerankers } from '../../rerankers/index.ts';

/** The list after one step. */
export interface Stage {
  /** Name of the step: "rank", or of the reranker. */
  readonly step: string;
  readonly item: Int32Array;
}

/** What came of all steps. */
export interface Stepped {
  readonly list: Ranked;
  /** [list] the chance with which each item stands where it does. */
  readonly propensity: Float64Array;
  /** The list as ranked, and after each step: what explanations are read from. */
  readonly stages: readonly Stage[];
}

/** Send a ranked list through the rerankers of a design, in their order. */
export function runSteps(ranked: Ranked, steps: readonly StepChoice[], context: RerankContext): Stepped {
  const stages: Stage[] = [{ step: 'rank', item: ranked.item }];
  let list = ranked;
  let chances = new Map<number, number>();
  for (const { name, params } of steps) {
    const reranker = rerankers.find((r) => r.name === name)!;
    const next = reranker.rerank(list, context, params);
    const { propensity } = next;
    if (propensity !== undefined) {
      const before = chances;
      chances = new Map();
      // Of most items it is 1.
      for (let i = 0; i < next.item.length; i++) {
        const chance = propensity[i]! * (before.get(next.item[i]!) ?? 1);
        if (chance !== 1) chances.set(next.item[i]!, chance);
      }
    }
    list = next;
    stages.push({ step: name, item: next.item });
  }
  const propensity = new Float64Array(list.item.length).fill(1);
  if (chances.size > 0)
    for (let i = 0; i < propensity.length; i++) propensity[i] = chances.get(list.item[i]!) ?? 1;
  return { list, propensity, stages };
}
