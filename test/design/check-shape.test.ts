import { describe, expect, test } from 'vitest';
import { checkShape, type Shape } from '../../src/design/check-shape.ts';
import { designShape } from '../../src/design/shape.ts';

const check = (value: unknown): string[] =>
  checkShape(designShape as unknown as Shape, value, (path, at) => ({
    file: path.join('/'),
    line: 1,
    column: at === 'key' ? 1 : 2,
  })).map((f) => `${f.place!.file}${f.place!.column === 1 ? ' (key)' : ''}: ${f.message}`);

const small = { data: 'a.csv', framing: { target: 'y' } };

describe('checkShape', () => {
  test('lets the smallest design pass, and a full one', () => {
    expect(check(small)).toEqual([]);
    expect(
      check({
        name: 'churn-2',
        kind: 'predict',
        requirements: {
          objective: 'o',
          constraints: ['c'],
          scale: { rowsPerDay: 1 },
          latencyMs: 5,
          privacy: [],
        },
        framing: { target: 'y', category: 'binary', positive: true, input: 'i', output: 'o' },
        data: {
          sources: [
            'a.csv',
            { file: 'b.txt', format: 'csv', name: 'b', collectedBy: 'us', trust: 'high' },
            { postgres: 'URL', table: 't' },
          ],
          joins: [{ source: 'b', on: ['id'], how: 'inner' }],
          columns: { 'any name at all': { type: 'ordinal', order: ['a'], drop: false } },
          split: { name: 'time', column: 'at', train: 0.5, anything: 1 },
        },
        features: { a: 'z-score', b: ['z-score', { name: 'one-hot', minRows: 5 }], c: { name: 'log' } },
        models: ['logistic', { name: 'x', depth: 3 }],
        evaluation: {
          metrics: ['f1'],
          interval: { samples: 200 },
          costs: { falsePositive: 1, falseNegative: 2 },
        },
        serving: { threshold: 'cost', host: '::', port: 0, shadow: false },
        monitoring: { windowRows: 50, falseAlarmRate: 0.01, columns: ['a'] },
        seed: 7,
      }),
    ).toEqual([]);
  });

  test('names the nearest field, at its key', () => {
    expect(check({ ...small, framing: { target: 'y', posative: 'x' } })).toEqual([
      'framing/posative (key): framing has no field "posative"; it has "target", "category", "group", "heads", "clusters", "share", "positive", "input" or "output". Did you mean "positive"?',
    ]);
  });

  test.each<[string, object, string]>([
    ['no framing', { framing: undefined }, ': The design lacks "framing". What is predicted.'],
    [
      'no data',
      { data: undefined },
      ': The design lacks "data". Where the rows come from: one file, or sources, joins, columns and split in full.',
    ],
    [
      'a number for a text',
      { framing: { target: 3 } },
      'framing/target: framing.target must be a text. Got 3 instead.',
    ],
    [
      'an empty text',
      { framing: { target: '' } },
      'framing/target: framing.target must be a text. Got "" instead.',
    ],
    [
      'a word of a list',
      { framing: { target: 'y', category: 'survival' } },
      'framing/category: framing.category must be "binary", "multiclass", "regression", "ranking", "cluster" or "anomaly". Got "survival" instead.',
    ],
    [
      'a number out of range',
      { seed: -1 },
      'seed: seed must be an integer in [0, 4294967295]. Got -1 instead.',
    ],
    [
      'no integer',
      { serving: { port: 80.5 } },
      'serving/port: serving.port must be an integer in [0, 65535]. Got 80.5 instead.',
    ],
    [
      'none of a union',
      { serving: { threshold: 'best' } },
      'serving/threshold: serving.threshold must be a number in [0, 1], "f1" or "cost". Got "best" instead.',
    ],
    [
      'a number of a union out of range',
      { serving: { threshold: 1.5 } },
      'serving/threshold: serving.threshold must be a number in [0, 1], "f1" or "cost". Got 1.5 instead.',
    ],
    ['an empty list', { models: [] }, 'models: models must be a list of at least 1 item. Got [] instead.'],
    [
      'a bad name',
      { name: 'Churn!' },
      'name: name must be at most 63 lower-case letters, digits and dashes, beginning with a letter. Got "Churn!" instead.',
    ],
    [
      'inside the branch that was meant',
      { data: { sources: [{ file: 'a', trust: 'some' }] } },
      'data/sources/0/trust: data.sources[0].trust must be "high", "medium" or "low". Got "some" instead.',
    ],
    [
      'a step without a name',
      { features: { a: [{ depth: 3 }] } },
      'features/a/0: features.a[0] lacks "name". Name of the component.',
    ],
    ['null', { requirements: null }, 'requirements: requirements must be an object. Got null instead.'],
  ])('%s', (_name, more, expected) => {
    expect(check({ ...small, ...more })).toEqual([expected]);
  });

  test('something that is no design at all', () => {
    expect(check(null)).toEqual([': The design must be an object. Got null instead.']);
    expect(check([1])).toEqual([': The design must be an object. Got [1] instead.']);
  });

  test('tells everything at once', () => {
    expect(check({ framing: { target: 1 }, data: 2, models: 3, extra: 4 })).toHaveLength(4);
  });

  test('a field named like something of Object is unknown, not a crash', () => {
    expect(check({ ...small, constructor: 1, toString: 'x' })).toHaveLength(2);
    expect(
      check({ ...small, data: { sources: ['a.csv'], columns: { constructor: { drop: true } } } }),
    ).toEqual([]);
  });
});
