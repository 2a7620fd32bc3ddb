import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../src/contracts/kernels.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { sharedOut } from '../../src/stages/train/shared-out.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

const resolved = (more: Partial<DesignInput>) => resolveDesign(churn(more), CUSTOMERS);
const problems = (more: Partial<DesignInput>) => complaints(() => resolved(more));

test('a design that says nothing of training has nothing of it', () => {
  expect(resolved({})).not.toHaveProperty('training');
});

describe('calibration', () => {
  test('is a calibrator, or none', () => {
    expect(resolved({ training: { calibration: 'platt' } }).training).toEqual({
      calibration: { name: 'platt', params: {} },
    });
    expect(resolved({ training: { calibration: 'none' } }).training).toEqual({});
  });

  test('what does not fit is told with its place', () => {
    expect(problems({ training: { calibration: 'isotonik' } })).toEqual([
      'design/component-unknown training/calibration: There is no calibrator named "isotonik". Did you mean "isotonic"?',
    ]);
    expect(problems({ framing: { target: 'charges' }, training: { calibration: 'platt' } })).toEqual([
      'design/field-invalid training/calibration: training.calibration must be left out: a calibrator works on classes, and the category is regression. Got "platt" instead.',
    ]);
    expect(
      problems({
        data: { sources: ['churn.csv'], split: { validation: 0 } },
        training: { calibration: 'platt' },
      }),
    ).toEqual([
      'design/field-invalid data/split/validation: data.split.validation must be a number above 0: training.calibration leans on validation rows. Got 0 instead.',
    ]);
  });
});

describe('imbalance', () => {
  test('is a balancer with its parameters in full', () => {
    expect(resolved({ training: { imbalance: { name: 'smote', ratio: 0.5 } } }).training).toEqual({
      imbalance: { name: 'smote', params: { ratio: 0.5, neighbours: 5 } },
    });
  });

  test('what does not fit is told with its place', () => {
    expect(problems({ training: { imbalance: 'smotte' } })[0]).toContain('Did you mean "smote"?');
    expect(problems({ training: { imbalance: { name: 'over-sample', ratio: 2 } } })).toEqual([
      'params/invalid training/imbalance/ratio: The "ratio" parameter of over-sample must be a number in [0.01, 1]. Got 2 instead.',
    ]);
    expect(
      problems({ framing: { target: 'charges' }, training: { imbalance: 'class-weights' } })[0],
    ).toContain(
      'training.imbalance must be left out: a balancer works on classes, and the category is regression',
    );
    const data = { sources: ['churn.csv'], split: { validation: 0 } };
    expect(problems({ data, training: { imbalance: 'over-sample' } })).toEqual([]);
    expect(problems({ data, training: { imbalance: 'smote' } })[0]).toContain(
      'data.split.validation must be',
    );
  });
});

test('going on from the champion wants rows that stay on their side of the split', () => {
  const of = (split: string, from: 'champion' | 'nothing') =>
    resolveDesign(churn({ data: { sources: ['churn.csv'], split }, training: { from } }), CUSTOMERS).training;
  expect(of('table-order', 'champion')).toEqual({ from: 'champion' });
  expect(of('stratified', 'nothing')).toEqual({});
  expect(complaints(() => of('stratified', 'champion'))).toEqual([
    'design/start-split training/from: training.from is "champion", and data.split is "stratified", which deals rows by chance: rows that the champion learned from would be test rows of the next run.',
  ]);
});

describe('parallel', () => {
  test('is a way in which one of the models can be shared out', () => {
    const both = { models: ['logistic', 'mlp'], training: { parallel: 'data' } } as const;
    expect(resolved(both).training).toEqual({ parallel: 'data' });
    expect(resolved({ ...both, models: [{ name: 'bagging', members: ['mlp'] }] }).training).toEqual({
      parallel: 'data',
    });
    expect(problems({ ...both, models: ['logistic', 'boosted-trees'] })[0]).toBe(
      'design/field-invalid training/parallel: training.parallel must be left out, or one of mlp, wide-and-deep, deep-cross-network, k-means among the models: of the others none is shared out so. Got "data" instead.',
    );
  });

  test('reaches the fits', () => {
    const design = resolved({ models: ['mlp'], training: { parallel: 'data' } });
    expect(sharedOut(design, plainKernels).parallel).toBe('data');
    expect(sharedOut(resolved({}), plainKernels)).toBe(plainKernels);
  });
});
