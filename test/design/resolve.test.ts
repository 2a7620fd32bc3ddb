import { describe, expect, test } from 'vitest';
import { inputColumns } from '../../src/contracts/design.ts';
import { inferSlices } from '../../src/design/infer-slices.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign, resolveWithReasons } from '../../src/design/resolve.ts';
import { metrics } from '../../src/metrics/index.ts';
import { models } from '../../src/models/index.ts';
import { CUSTOMERS, churn, column, complaints, fileOf } from './made.ts';

const resolved = (more: Partial<DesignInput> = {}) => resolveDesign(churn(more), CUSTOMERS);
const problems = (more: Partial<DesignInput>) => complaints(() => resolveDesign(churn(more), CUSTOMERS));

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
        .filter((m) => m.traits.categories.includes(category))
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

describe('problems', () => {
  test('are collected, each with its place', () => {
    const found = problems({
      framing: { target: 'Chrun' },
      features: { tenuer: 'z-score', charges: ['fill-medain'] },
      models: ['logistc', { name: 'logistic', strenght: 1 }],
      evaluation: { primary: 'rocAuk', slices: ['contrac'] },
    });
    expect(found).toEqual([
      'design/column-unknown framing/target: framing.target names the column "Chrun", and the data has none of that name. Did you mean "Churn"?',
      'design/column-unknown features/tenuer: features names the column "tenuer", and the data has none of that name. Did you mean "tenure"?',
      'design/component-unknown features/charges/0: There is no feature named "fill-medain". Did you mean "fill-median"?',
      'design/component-unknown models/0: There is no model named "logistc". Did you mean "logistic"?',
      expect.stringMatching(/^params\/unknown models\/1\/strenght: .*Did you mean "strength"\?$/),
      'design/component-unknown evaluation/primary: There is no metric named "rocAuk". Did you mean "rocAuc"?',
      'design/column-unknown evaluation/slices/0: evaluation.slices names the column "contrac", and the data has none of that name. Did you mean "contract"?',
    ]);
  });

  const data = (more: object) => ({ data: { sources: ['churn.csv'], ...more } });
  test.each<[string, Partial<DesignInput>, string]>([
    [
      'wrong category',
      { framing: { target: 'contract', category: 'binary' } },
      'design/category-unfit framing/category',
    ],
    ['text as a target', { framing: { target: 'note' } }, 'design/target-unusable framing/target'],
    ['a target of one value', { framing: { target: 'country' } }, 'design/target-unusable framing/target'],
    [
      'a positive class that is no value',
      { framing: { target: 'Churn', positive: 'Yess' } },
      'design/positive-unknown framing/positive',
    ],
    [
      'a positive class of a number',
      { framing: { target: 'charges', positive: 'Yes' } },
      'design/field-invalid framing/positive',
    ],
    [
      'a dropped target',
      data({ columns: { Churn: { drop: true } } }),
      'design/target-dropped data/columns/Churn/drop',
    ],
    [
      'an unknown column',
      data({ columns: { churm: { drop: true } } }),
      'design/column-unknown data/columns/churm',
    ],
    [
      'an ordinal without order',
      data({ columns: { contract: { type: 'ordinal' } } }),
      'design/order-absent data/columns/contract/type',
    ],
    [
      'an order that lacks a value',
      data({ columns: { contract: { type: 'ordinal', order: ['monthly'] } } }),
      'design/order-unfit data/columns/contract/order',
    ],
    ['shares above 1', data({ split: { train: 0.8, test: 0.4 } }), 'design/shares data/split'],
    [
      'shares below 1',
      data({ split: { train: 0.5, validation: 0.1, test: 0.1 } }),
      'design/shares data/split',
    ],
    ['no test rows', data({ split: { test: 0 } }), 'design/field-invalid data/split/test'],
    ['an unknown splitter', data({ split: 'stratifed' }), 'design/component-unknown data/split'],
    ['a splitter without its column', data({ split: 'time' }), 'design/split-column data/split'],
    [
      'time that is no time',
      data({ split: { name: 'time', column: 'tenure' } }),
      'design/split-column data/split/column',
    ],
    [
      'a column that is not looked at',
      data({ split: { name: 'random', column: 'tenure' } }),
      'design/field-invalid data/split/column',
    ],
    ['a model of another category', { models: ['linear'] }, 'design/component-unfit models/0'],
    [
      'a metric of another category',
      { evaluation: { metrics: ['rmse'] } },
      'design/component-unfit evaluation/metrics/0',
    ],
    [
      'a step of another form',
      { features: { contract: ['z-score'] } },
      'design/step-unfit features/contract/0',
    ],
    ['a feature of the target', { features: { Churn: ['integer'] } }, 'design/column-unused features/Churn'],
    [
      'a slice by a dropped column',
      { ...data({ columns: { note: { drop: true } } }), evaluation: { slices: ['note'] } },
      'design/column-unused evaluation/slices/0',
    ],
    [
      'watching an unknown column',
      { monitoring: { columns: ['x'] } },
      'design/column-unknown monitoring/columns/0',
    ],
    ['cost without costs', { serving: { threshold: 'cost' } }, 'design/costs-absent serving/threshold'],
    [
      'costs of a number',
      { framing: { target: 'charges' }, evaluation: { costs: { falsePositive: 1, falseNegative: 1 } } },
      'design/field-invalid evaluation/costs',
    ],
    [
      'a parameter out of range',
      { models: [{ name: 'logistic', strength: -1 }] },
      'params/invalid models/0/strength',
    ],
    ['an unknown ending', { data: 'churn.xls' }, 'design/source-format data'],
    [
      'two sources of one name',
      { data: { sources: ['a.csv', 'x/a.csv'], joins: [{ source: 'a', on: 'id' }] } },
      'design/source-twice data/sources/1',
    ],
    [
      'a source that is not joined',
      { data: { sources: ['a.csv', 'b.csv'] } },
      'design/source-unjoined data/sources/1',
    ],
    [
      'a join with nothing',
      {
        data: {
          sources: ['a.csv', 'usage.csv'],
          joins: [
            { source: 'usages', on: 'id' },
            { source: 'usage', on: 'id' },
          ],
        },
      },
      'design/source-unknown data/joins/0/source',
    ],
    [
      'Postgres without table',
      { data: { sources: [{ postgres: 'DATABASE_URL' }] } },
      'design/source-table data/sources/0',
    ],
  ])('%s', (_name, more, expected) => {
    expect(problems(more).map((p) => p.split(':')[0])).toEqual([expected]);
  });

  test('a file whose name can be no name of a system', () => {
    const file = fileOf({ data: 'a.csv', framing: { target: 'Churn' } }, 'My Churn.design.ts');
    expect(complaints(() => resolveDesign(file, CUSTOMERS))[0]).toMatch(
      /taken from its file, must be .*"My Churn"/,
    );
  });
});

describe('a model made of others', () => {
  const tree = { name: 'decision-tree', maxDepth: 3 };
  const stacked = (...members: unknown[]) => ({ models: [{ name: 'stacking', members }] });

  test('has them resolved in full, those that it has by default too', () => {
    const [model] = resolved(stacked('logistic', tree)).models;
    const members = model!.params.members as { name: string; params: Record<string, unknown> }[];
    expect(members.map((m) => m.name)).toEqual(['logistic', 'decision-tree']);
    expect(members[1]!.params).toMatchObject({ maxDepth: 3, minRowsPerLeaf: 40 });
    const [usual] = resolved({ models: ['bagging'] }).models;
    expect(usual!.params.members).toMatchObject([{ params: { minRowsPerLeaf: 5, maxBins: 255 } }]);
  });

  test('has every problem of its members told where it stands', () => {
    const nested = { name: 'voting', members: ['logistics', { ...tree, depth: 2 }, 'linear'] };
    const told = problems({ models: [{ name: 'bagging', members: [nested] }] });
    const at = 'models/0/members/0/members';
    expect(told[0]).toMatch(`design/component-unknown ${at}/0:`);
    expect(told[1]).toMatch(`params/unknown ${at}/1/depth:`);
    expect(told[2]).toMatch('design/component-unfit models/0: ');
    expect(problems(stacked())).toEqual([expect.stringMatching('params/invalid models/0/members: ')]);
    expect(problems(stacked(3))).toEqual([expect.stringMatching('params/invalid models/0/members: ')]);
  });
});

describe('a model with a search', () => {
  test('has what is left out of it filled in, and is no parameter of the model', () => {
    const [a, b, c] = resolved({
      models: [
        { name: 'boosted-trees', rounds: 100, search: {} },
        { name: 'logistic', search: { method: 'halving', seconds: 5 } },
        'majority',
      ],
    }).models;
    expect(a).toMatchObject({
      params: { rounds: 100 },
      search: { method: 'tpe', trials: 30, seconds: null },
    });
    expect(a!.params).not.toHaveProperty('search');
    expect(b!.search).toEqual({ method: 'halving', trials: 30, seconds: 5 });
    expect(c).not.toHaveProperty('search');
  });
});
