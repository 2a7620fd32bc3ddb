import { expect, test } from 'vitest';
import type { ModelInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn } from './made.ts';

const resolved = (models: readonly ModelInput[], evaluation = {}) =>
  resolveDesign(churn({ framing: { target: 'charges' }, models, evaluation }), CUSTOMERS);
const boosted = (loss: string, more = {}) => ({ name: 'boosted-trees', loss, ...more });

test('a quantile is measured by its pinball loss, counts by their deviance, and either before all else', () => {
  const { framing, evaluation } = resolved(['mean', boosted('quantile', { quantile: 0.9 })]);
  expect(framing.task).toEqual({ category: 'regression', quantile: 0.9 });
  expect(evaluation.primary).toBe('pinball');
  expect(evaluation.metrics).toEqual(['rmse', 'mae', 'r2', 'mse', 'pinball']);
  const counts = resolved(['mean', boosted('poisson')]);
  expect(counts.framing.task).toEqual({ category: 'regression' });
  expect(counts.evaluation.primary).toBe('poissonDeviance');
});

test('without such a loss, or with quantiles that differ, all is as usual; what is named is measured', () => {
  expect(resolved(['linear']).evaluation.metrics).toEqual(['rmse', 'mae', 'r2', 'mse']);
  const unlike = resolved([boosted('quantile', { quantile: 0.1 }), boosted('quantile', { quantile: 0.9 })]);
  expect([unlike.evaluation.primary, unlike.framing.task]).toEqual(['rmse', { category: 'regression' }]);
  const named = resolved(['linear'], { primary: 'mae', metrics: ['mae', 'pinball'] });
  expect(named.evaluation).toMatchObject({ primary: 'mae', metrics: ['mae', 'pinball'] });
});
