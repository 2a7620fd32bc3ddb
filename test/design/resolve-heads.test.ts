import { expect, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

const resolved = (heads: readonly string[], more: Partial<DesignInput> = {}) =>
  resolveDesign(churn({ models: ['mlp'], framing: { target: 'Churn', heads }, ...more }), CUSTOMERS);

test('further targets have their categories, are kept, and are no inputs', () => {
  const { framing, data } = resolved(['charges', 'contract', 'grade']);
  expect(framing.heads).toEqual([
    { target: 'charges', task: { category: 'regression' } },
    { target: 'contract', task: { category: 'multiclass', classes: ['monthly', 'one year', 'two year'] } },
    { target: 'grade', task: { category: 'binary', classes: expect.arrayContaining(['low', 'high']) } },
  ]);
  expect(data.unused).toContainEqual({ name: 'charges', because: 'a further target' });
  expect(data.columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['charges', 'contract', 'grade']),
  );
  expect(resolveDesign(churn(), CUSTOMERS).framing).not.toHaveProperty('heads');
});

test('what cannot be learned beside the target is told with its place', () => {
  const problems = (heads: readonly string[], more: Partial<DesignInput> = {}) =>
    complaints(() => resolved(heads, more));
  expect(problems(['Churn'])[0]).toContain(
    'framing/heads/0: framing.heads[0] must be a column besides the target',
  );
  expect(problems(['charges', 'charges'])[0]).toContain('framing/heads/1');
  expect(problems(['note'])[0]).toContain('a column of two or more classes, or of numbers');
  expect(problems(['chargs'])[0]).toContain('Did you mean "charges"?');
  expect(problems(['charges'], { models: ['logistic'] })[0]).toContain(
    'one of mlp, wide-and-deep, deep-cross-network, convolutional-network among the models',
  );
  expect(problems(['charges'], { training: { imbalance: 'smote' } })[0]).toContain(
    'a balancer that weighs rows',
  );
  expect(problems(['charges'], { training: { imbalance: 'class-weights' } })).toEqual([]);
});
