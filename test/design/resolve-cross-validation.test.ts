import { expect, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

type Options = NonNullable<NonNullable<DesignInput['evaluation']>['crossValidation']>;
const more = (
  crossValidation: Options,
  split: string | { name: string; column: string } = 'stratified',
): Partial<DesignInput> => ({
  data: { sources: ['churn.csv'], split },
  evaluation: { crossValidation },
});
const resolved = (...given: Parameters<typeof more>) => resolveDesign(churn(more(...given)), CUSTOMERS);
const problems = (...given: Parameters<typeof more>) => complaints(() => resolved(...given));

test('is filled in, and absent where it is not asked for', () => {
  expect(resolved({}).evaluation.crossValidation).toEqual({ folds: 5, repeats: 1, gapDays: 0 });
  expect(resolveDesign(churn(), CUSTOMERS).evaluation).not.toHaveProperty('crossValidation');
  const byTime = { name: 'time', column: 'joined' };
  const withGap = { ...byTime, gapDays: 7 };
  expect(resolved({}, withGap).evaluation.crossValidation).toMatchObject({ gapDays: 7 });
  expect(resolved({ gapDays: 30 }, byTime).evaluation.crossValidation).toMatchObject({ gapDays: 30 });
});

test('what has no meaning is told with its place', () => {
  expect(problems({ repeats: 3 }, { name: 'time', column: 'joined' })).toEqual([
    'design/field-invalid evaluation/crossValidation/repeats: evaluation.crossValidation.repeats must be 1: the splitter "time" leaves nothing to chance, every repeat would be the same. Got 3 instead.',
  ]);
  expect(problems({ gapDays: 2 })).toEqual([
    'design/field-invalid evaluation/crossValidation/gapDays: evaluation.crossValidation.gapDays must be 0: only a split by time has days, and this one is "stratified". Got 2 instead.',
  ]);
});
