import { describe, expect, test } from 'vitest';
import { inputColumns } from '../../src/contracts/design.ts';
import { inferSlices } from '../../src/design/infer-slices.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign, resolveWithReasons } from '../../src/design/resolve.ts';
import { metrics } from '../../src/metrics/index.ts';
import { models } from '../../src/models/index.ts';
import { CUSTOMERS, churn, column, fileOf } from './made.ts';

const resolved = (more: Partial<DesignInput> = {}) => resolveDesign(churn(more), CUSTOMERS);

describe('the smallest design', () => {
  test('is resolved in full', () => {
    const design = resolved();
    expect(design).toMatchObject({
      format: 1,
      name: 'churn',
      kind: 'predict',
      requirements: { objective: 'predict Churn', constraints: [], latencyMs: null },
      framing: { target: 'Churn', task: { category: 'binary', classes: ['No', 'Yes'] } },
      evaluation: {
        primary: 'rocAuc',
        slices: ['contract', 'grade'],
        samples: 1000,
        level: 0.95,
        costs: null,
      },
      serving: { threshold: 'f1', host: '127.0.0.1', port: 8080, shadow: true },
      monitoring: { windowRows: 1000, falseAlarmRate: 0.05 },
      seed: 1,
    });
    expect(design.data.sources).toEqual([
      { name: 'churn', kind: 'csv', from: 'churn.csv', collectedBy: null, trust: null },
    ]);
    expect(design.data.split).toMatchObject({ column: null, train: 0.6, validation: 0.2, test: 0.2 });
    expect(design.monitoring.columns).toEqual(inputColumns(design));
  });

  test('is the same however often it is resolved', () => {
    expect(resolved()).toEqual(resolved());
  });

  test('leaves identifiers and constants out, and says why', () => {
    const design = resolved();
    expect(design.data.unused).toEqual([
      { name: 'customerId', because: 'identifier: 1000 different' },
      { name: 'country', because: 'constant: every row has the same value' },
    ]);
    expect(inputColumns(design)).toEqual(['tenure', 'charges', 'contract', 'grade', 'joined', 'note']);
    expect(design.data.columns.map((c) => c.name)).toEqual([...inputColumns(design), 'Churn']);
  });

  test('is sliced by its first inputs of few values, as they are declared, unless the design says otherwise', () => {
    const columns = { contract: { drop: true }, Churn: {}, grade: { type: 'text' } } as const;
    expect(resolved({ data: { sources: ['churn.csv'], columns } }).evaluation.slices).toEqual([]);
    expect(resolved({ evaluation: { slices: [] } }).evaluation.slices).toEqual([]);
    const few = [2, 6, 1, 7, 3, 4].map((distinct, i) => ({
      name: `c${i}`,
      type: 'nominal' as const,
      distinct,
    }));
    expect(inferSlices([{ name: 'n', type: 'discrete', distinct: 3 }, ...few])).toEqual(['c0', 'c1', 'c4']);
  });

  test('gives a reason for what it inferred', () => {
    const { inferences } = resolveWithReasons(churn(), CUSTOMERS);
    const why = Object.fromEntries(inferences.map((i) => [i.path, i.because]));
    expect(why).toMatchObject({
      name: 'the file is churn.design.json',
      'framing.task.category': 'the target has two values: No, Yes',
      'framing.task.classes': 'positive is "Yes": "Yes" says that it happened',
      'data.columns.tenure': '72 different',
      'data.split.name': 'each part keeps the mix of classes',
      models: 'the usual models for binary targets',
      'serving.port': 'default',
    });
    expect(
      resolveWithReasons(churn({ name: 'other', seed: 3 }), CUSTOMERS).inferences.map((i) => i.path),
    ).not.toContain('name');
  });
});

describe('by category', () => {
  test.each([
    ['binary', 'Churn', 'rocAuc'],
    ['multiclass', 'contract', 'logLoss'],
    ['regression', 'charges', 'rmse'],
  ] as const)('%s: models and metrics are those whose traits fit', (category, target, primary) => {
    const design = resolved({ framing: { target } });
    expect(design.framing.task.category).toBe(category);
    expect(design.evaluation.primary).toBe(primary);
    expect(design.evaluation.metrics.toSorted()).toEqual(
      metrics
        .filter((m) => m.traits.categories.includes(category) && m.traits.ofLoss === undefined)
        .map((m) => m.name)
        .toSorted(),
    );
    const tiers = design.models.map((m) => models.find((k) => k.name === m.name)!.traits.tier);
    const order = ['baseline', 'simple', 'complex'];
    expect(tiers).toEqual(tiers.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(design.models.map((m) => m.name).toSorted()).toEqual(
      models
        .filter((m) => m.traits.categories.includes(category) && m.traits.onlyNamed !== true)
        .map((m) => m.name)
        .toSorted(),
    );
    expect(design.data.columns.find((c) => c.name === target)!.type).toBe(
      category === 'regression' ? 'continuous' : category === 'binary' ? 'boolean' : 'nominal',
    );
  });

  test('a declared positive class comes last, whatever is usual', () => {
    expect(resolved({ framing: { target: 'Churn', positive: 'No' } }).framing.task).toEqual({
      category: 'binary',
      classes: ['Yes', 'No'],
    });
  });

  test('whole numbers can be declared classes', () => {
    const stars = [column('stars', 'discrete', { values: ['1', '2', '3'], counts: [1, 1, 1] })];
    const file = fileOf({ data: 'a.csv', framing: { target: 'stars', category: 'regression' } });
    expect(resolveDesign(file, stars).data.columns[0]!.type).toBe('discrete');
    const classes = fileOf({ data: 'a.csv', framing: { target: 'stars' } });
    expect(resolveDesign(classes, stars).framing.task).toEqual({
      category: 'multiclass',
      classes: ['1', '2', '3'],
    });
    expect(resolveDesign(classes, stars).data.columns[0]!.type).toBe('nominal');
  });
});

describe('what is declared is used', () => {
  test('columns: types, order, drop', () => {
    const { data } = resolved({
      data: {
        sources: ['churn.csv'],
        columns: {
          contract: { type: 'ordinal', order: ['monthly', 'one year', 'two year'] },
          customerId: { type: 'nominal' },
          note: { drop: true },
        },
      },
    });
    expect(data.columns).toContainEqual({
      name: 'contract',
      type: 'ordinal',
      inferred: false,
      order: ['monthly', 'one year', 'two year'],
    });
    expect(data.columns).toContainEqual({ name: 'customerId', type: 'nominal', inferred: false });
    expect(data.unused).toContainEqual({ name: 'note', because: 'dropped in the design' });
    expect(data.columns.map((c) => c.name)).not.toContain('note');
  });

  test('a feature on a column keeps it in use', () => {
    expect(resolved({ features: { customerId: 'hashed' } }).data.unused.map((u) => u.name)).toEqual([
      'country',
    ]);
  });

  test('costs make the threshold the cheapest one', () => {
    const design = resolved({ evaluation: { costs: { falsePositive: 1, falseNegative: 5 } } });
    expect(design.serving.threshold).toBe('cost');
    expect(design.evaluation.costs).toEqual({ falsePositive: 1, falseNegative: 5 });
  });

  test('a timestamp to split by means by time; another column by group, kept though no input', () => {
    const by = (name: string) => resolved({ data: { sources: ['churn.csv'], split: { column: name } } }).data;
    expect(by('joined').split).toMatchObject({ name: 'time', column: 'joined' });
    expect(by('customerId').split).toMatchObject({ name: 'group', column: 'customerId' });
    expect(by('customerId').columns.map((c) => c.name)).toContain('customerId');
    expect(by('customerId').unused.map((c) => c.name)).toContain('customerId');
  });

  test('shares that are left out divide what is left', () => {
    const split = (shares: object) =>
      resolved({ data: { sources: ['churn.csv'], split: { ...shares } } }).data.split;
    expect(split({ test: 0.5 })).toMatchObject({ train: 0.375, validation: 0.125, test: 0.5 });
    expect(split({ train: 0.8, test: 0.2 })).toMatchObject({ train: 0.8, validation: 0, test: 0.2 });
  });

  test('params in full, in the order of the component', () => {
    const { params } = resolved({ models: [{ name: 'logistic', strength: 0.5 }] }).models[0]!;
    expect(params).toMatchObject({ strength: 0.5 });
    expect(Object.keys(params)).toEqual(Object.keys(models.find((m) => m.name === 'logistic')!.params));
  });

  test('a primary metric is always measured', () => {
    expect(resolved({ evaluation: { primary: 'logLoss', metrics: ['f1'] } }).evaluation.metrics).toEqual([
      'logLoss',
      'f1',
    ]);
  });
});
