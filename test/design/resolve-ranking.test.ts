import { expect, test } from 'vitest';
import type { DesignInput, FramingInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { churn, column, complaints } from './made.ts';

const ROWS = [
  column('query', 'identifier'),
  column('bm25', 'continuous'),
  column('label', 'nominal', { values: ['0', '1', '2'] }),
  column('site', 'nominal', { values: ['a', 'b'] }),
];
const RANKING = { target: 'label', category: 'ranking', group: 'query' };
const resolved = (framing: object = RANKING, more: Partial<DesignInput> = {}) =>
  resolveDesign(churn({ framing: framing as FramingInput<Record<string, string>>, ...more }), ROWS);
const problems = (framing: object, more: Partial<DesignInput> = {}) =>
  complaints(() => resolved(framing, more)).map((text) => text.split(':')[0]);
const split = (given: object) => ({ data: { sources: ['a.csv'], split: given } }) as Partial<DesignInput>;

test('rows are ranked in lists that no part shares, by a column that no model sees', () => {
  const { framing, data, models, evaluation } = resolved();
  expect(framing).toMatchObject({
    target: 'label',
    task: { category: 'ranking', group: 'query' },
    output: 'a score that puts the rows of each query in order',
  });
  expect(data.split).toMatchObject({ name: 'group', column: 'query' });
  expect(data.unused).toEqual([{ name: 'query', because: 'it tells the lists apart' }]);
  expect(data.columns.map((c) => [c.name, c.type])).toContainEqual(['label', 'continuous']);
  expect(data.columns.map((c) => c.name)).toContain('query');
  expect(models.map((m) => m.name)).toEqual(['mean', 'linear', 'boosted-trees']);
  expect(evaluation.primary).toBe('ndcgAt10');
  expect(evaluation.metrics).toEqual(['ndcgAt10', 'ndcgAt5', 'ndcg', 'map', 'mrr']);
  expect(resolved(RANKING, split({ name: 'stable-hash', column: 'query' })).data.split.name).toBe(
    'stable-hash',
  );
});

test('what does not fit is told with its place', () => {
  expect(problems({ target: 'label', category: 'ranking' })).toEqual(['design/field-missing framing']);
  expect(problems({ ...RANKING, group: 'qury' })).toEqual(['design/column-unknown framing/group']);
  expect(problems({ ...RANKING, group: 'label' })).toEqual(['design/field-invalid framing/group']);
  expect(problems({ target: 'label', group: 'query' })).toEqual(['design/field-invalid framing/group']);
  expect(problems({ ...RANKING, target: 'site' })).toEqual(['design/category-unfit framing/category']);
  expect(problems(RANKING, split({ name: 'random' }))).toEqual(['design/field-invalid data/split']);
  expect(problems(RANKING, split({ name: 'group', column: 'site' }))).toEqual([
    'design/field-invalid data/split',
  ]);
  expect(problems(RANKING, { models: ['logistic'] })).toEqual(['design/component-unfit models/0']);
  expect(problems(RANKING, { evaluation: { primary: 'rmse' } })).toEqual([
    'design/component-unfit evaluation/primary',
  ]);
  expect(problems(RANKING, { training: { calibration: 'isotonic' } })).toEqual([
    'design/field-invalid training/calibration',
  ]);
});
