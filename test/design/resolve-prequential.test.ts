import { expect, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

const more = (split: string | { name: string; column: string }, given = {}): Partial<DesignInput> => ({
  data: { sources: ['churn.csv'], split },
  evaluation: { prequential: given },
});

test('is filled in, and absent where it is not asked for', () => {
  const of = (...given: Parameters<typeof more>) =>
    resolveDesign(churn(more(...given)), CUSTOMERS).evaluation.prequential;
  expect(of('table-order')).toEqual({ batch: 1, delay: 0, refitEvery: null, window: null });
  expect(of({ name: 'time', column: 'joined' }, { delay: 48, window: 500 })).toEqual({
    batch: 1,
    delay: 48,
    refitEvery: null,
    window: 500,
  });
  expect(resolveDesign(churn(), CUSTOMERS).evaluation).not.toHaveProperty('prequential');
});

test('rows that are split by chance are in no order, and what has no truth teaches nothing', () => {
  expect(complaints(() => resolveDesign(churn(more('stratified')), CUSTOMERS))).toEqual([
    'design/prequential-order evaluation/prequential: evaluation.prequential goes through the test rows in the order of time, and data.split is "stratified", which keeps none.',
  ]);
  const untaught = { ...more('table-order'), framing: { category: 'cluster' } } as Partial<DesignInput>;
  expect(complaints(() => resolveDesign(churn(untaught), CUSTOMERS))).toEqual([
    'design/field-invalid evaluation/prequential: evaluation.prequential must be left out: no truth comes in, and the category is cluster. Got {} instead.',
  ]);
});
