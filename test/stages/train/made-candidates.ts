import type { ModelChoice } from '../../../src/contracts/design.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { models } from '../../../src/models/index.ts';

/** A model as a design resolves it. */
export const choice = (name: string, given: object = {}): ModelChoice => ({
  name,
  params: resolveParams(name, models.find((m) => m.name === name)!.params, { ...given }).params,
});

/** Quick ones: a search of a dozen trials is a matter of a second. */
export const candidates = (category: string): readonly ModelChoice[] =>
  category === 'regression'
    ? [choice('mean'), choice('linear'), choice('decision-tree')]
    : [choice('majority'), choice('logistic'), choice('decision-tree'), choice('nearest-neighbours')];
