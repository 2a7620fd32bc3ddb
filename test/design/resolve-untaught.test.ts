import { describe, expect, test } from 'vitest';
import type { DesignInput, FramingInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

type Framing = FramingInput<Record<string, string>>;
const resolved = (framing: object, more: Partial<DesignInput> = {}) =>
  resolveDesign(churn({ framing: framing as Framing, ...more }), CUSTOMERS);
const problems = (framing: object, more: Partial<DesignInput> = {}) =>
  complaints(() => resolved(framing, more)).map((text) => text.split(':')[0]);

test('clusters need no target: every column is seen, and rows are split at random', () => {
  const design = resolved({ category: 'cluster', clusters: 3 });
  expect(design.framing).toMatchObject({
    target: null,
    task: { category: 'cluster', classes: ['1', '2', '3'] },
    output: 'which rows are alike',
  });
  expect(design.data.columns.map((c) => c.name)).toContain('Churn');
  expect(design.data.split.name).toBe('random');
  expect(design.models.map((m) => m.name)).toEqual(['k-means']);
  expect(design.evaluation).toMatchObject({ primary: 'separation', metrics: ['separation'] });
  expect(resolved({ category: 'cluster' }).framing.task).toMatchObject({ classes: { length: 5 } });
});

describe('anomalies', () => {
  test('need no target', () => {
    const design = resolved({ category: 'anomaly' });
    const task = { category: 'anomaly', classes: ['usual', 'anomalous'], share: 0.01 };
    expect(design.framing).toMatchObject({ target: null, task });
    expect(design.models.map((m) => m.name)).toEqual(['isolation-forest']);
    expect(design.evaluation).toMatchObject({ primary: 'flagged', metrics: ['flagged'] });
  });

  test('may have one to measure by, which the model does not see', () => {
    const design = resolved({ category: 'anomaly', target: 'Churn', share: 0.2 });
    const task = { category: 'anomaly', classes: ['No', 'Yes'], share: 0.2 };
    expect(design.framing).toMatchObject({ target: 'Churn', task });
    expect(design.evaluation.primary).toBe('prAuc');
    expect(design.evaluation.metrics).toEqual(['precision', 'recall', 'f1', 'rocAuc', 'prAuc', 'flagged']);
  });
});

test('what does not fit is told with its place', () => {
  expect(problems({})).toEqual(['design/field-missing framing']);
  expect(problems({ category: 'cluster', target: 'Churn' })).toEqual(['design/field-invalid framing/target']);
  expect(problems({ category: 'cluster', share: 0.1 })).toEqual(['design/field-invalid framing/share']);
  expect(problems({ category: 'anomaly', clusters: 3 })).toEqual(['design/field-invalid framing/clusters']);
  expect(problems({ category: 'anomaly', positive: 'Yes' })).toEqual([
    'design/field-invalid framing/positive',
  ]);
  expect(problems({ category: 'anomaly', target: 'contract' })).toEqual([
    'design/category-unfit framing/category',
  ]);
  expect(problems({ category: 'cluster' }, { features: { contract: 'target-encode' } })).toEqual([
    'design/field-invalid features/contract',
  ]);
  expect(problems({ category: 'anomaly' }, { serving: { threshold: 'f1' } })).toEqual([
    'design/field-invalid serving/threshold',
  ]);
  expect(problems({ category: 'cluster' }, { models: ['boosted-trees'] })).toEqual([
    'design/component-unfit models/0',
  ]);
  expect(problems({ category: 'cluster' }, { evaluation: { primary: 'rocAuc' } })).toEqual([
    'design/component-unfit evaluation/primary',
  ]);
  expect(problems({ category: 'cluster' }, { training: { imbalance: 'class-weights' } })).toEqual([
    'design/field-invalid training/imbalance',
  ]);
});
