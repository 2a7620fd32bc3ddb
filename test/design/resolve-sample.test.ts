import { expect, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

const data = (sample: object, more: object = {}): Partial<DesignInput> => ({
  data: { sources: ['churn.csv'], sample: { rows: 100, ...sample }, ...more },
});
const resolved = (sample: object) => resolveDesign(churn(data(sample)), CUSTOMERS).data;
const problems = (sample: object, more?: object) =>
  complaints(() => resolveDesign(churn(data(sample, more)), CUSTOMERS));

test('without a sampler it is a simple random sample; without a sample there is none', () => {
  expect(resolved({}).sample).toEqual({ name: 'reservoir', rows: 100, column: null, link: null, params: {} });
  expect(resolveDesign(churn(), CUSTOMERS).data).not.toHaveProperty('sample');
});

test('the columns of a sample are kept, and are no input for it', () => {
  const { columns, unused, sample } = resolved({ name: 'snowball', column: 'customerId', link: 'contract' });
  expect(sample).toMatchObject({ column: 'customerId', link: 'contract', params: { seeds: 10, names: 5 } });
  expect(columns.map((c) => c.name)).toContain('customerId');
  expect(unused.map((c) => c.name)).toContain('customerId');
});

test('what does not fit is told with its place', () => {
  expect(problems({ name: 'reservior' })).toEqual([
    'design/component-unknown data/sample/name: There is no sampler named "reservior". Did you mean "reservoir"?',
  ]);
  expect(problems({ name: 'weighted' })).toEqual([
    'design/sample-column data/sample: The sampler "weighted" needs data.sample.column, the column that holds the weights; none is given.',
  ]);
  expect(problems({ name: 'importance', column: 'contract' })).toEqual([
    'design/sample-column data/sample/column: The sampler "importance" needs data.sample.column, the column that holds the weights; "contract" is of type nominal.',
  ]);
  expect(problems({ name: 'snowball', column: 'customerId' })).toHaveLength(1);
  expect(problems({ column: 'tenure' })[0]).toContain(
    'left out: the sampler "reservoir" does not look at it',
  );
  expect(problems({ name: 'stratified', column: 'tenur' })[0]).toContain('design/column-unknown');
  expect(problems({ name: 'stratified', bins: 1 })[0]).toContain('params/invalid data/sample/bins');
  expect(
    problems({ name: 'stratified', column: 'grade' }, { columns: { grade: { drop: true } } })[0],
  ).toContain('"grade" is dropped in data.columns');
});
