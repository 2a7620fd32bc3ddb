import { describe, expect, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints, fileOf } from './made.ts';

const problems = (more: Partial<DesignInput>) => complaints(() => resolveDesign(churn(more), CUSTOMERS));

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
