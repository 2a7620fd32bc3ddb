import { describe, expect, test } from 'vitest';
import { inferCategory, inferPositive, possibleCategories } from '../../src/design/infer-target.ts';
import { column } from './made.ts';

describe('inferCategory', () => {
  test.each([
    ['boolean', 2, 'binary'],
    ['nominal', 2, 'binary'],
    ['discrete', 2, 'binary'],
    ['nominal', 3, 'multiclass'],
    ['ordinal', 5, 'multiclass'],
    ['discrete', 10, 'multiclass'],
    ['discrete', 11, 'regression'],
    ['continuous', 3, 'regression'],
    ['continuous', 5000, 'regression'],
    ['timestamp', 500, null],
    ['text', 500, null],
    ['identifier', 500, null],
    ['nominal', 1, null],
    ['nominal', 0, null],
  ] as const)('%s with %i values: %s', (type, distinct, category) => {
    expect(inferCategory(column('y', type, { distinct })).value).toBe(category);
  });

  test('says why', () => {
    expect(inferCategory(column('y', 'boolean', { values: ['No', 'Yes'] })).because).toBe(
      'the target has two values: No, Yes',
    );
    expect(inferCategory(column('y', 'nominal', { values: ['only'] })).because).toBe(
      'it has a single value: only',
    );
  });
});

describe('possibleCategories', () => {
  test('two numbers may be any category, words no value, many numbers no class', () => {
    expect(possibleCategories(column('y', 'boolean', { values: ['0', '1'] }))).toEqual([
      'binary',
      'multiclass',
      'regression',
      'ranking',
      'anomaly',
    ]);
    expect(possibleCategories(column('y', 'nominal', { values: ['a', 'b', 'c'] }))).toEqual(['multiclass']);
    expect(possibleCategories(column('y', 'continuous'))).toEqual(['regression', 'ranking']);
  });
});

describe('inferPositive', () => {
  const positive = (values: [string, string], counts?: [number, number]) =>
    inferPositive(column('y', 'nominal', counts ? { values, counts } : { values }));

  test.each([
    [['No', 'Yes'], 'Yes'],
    [['yes', 'no'], 'yes'],
    [['1', '0'], '1'],
    [['False', 'True'], 'True'],
    [['good', 'bad'], 'bad'],
    [['Churned', 'Stayed'], 'Churned'],
    [['legit', 'fraud'], 'fraud'],
  ] as const)('of %j it is %s', (values, expected) => {
    // The word wins over the counts.
    const common: [number, number] = values[0] === expected ? [900, 100] : [100, 900];
    expect(positive([...values], common).value).toBe(expected);
  });

  test('else the rarer one, with its share', () => {
    expect(positive(['<=50K', '>50K'], [760, 240])).toEqual({
      value: '>50K',
      because: 'it is the rarer value (24.0 % of rows)',
    });
    expect(positive(['a', 'b'], [1, 2]).value).toBe('a');
  });

  test('else the second', () => {
    expect(positive(['a', 'b']).value).toBe('b');
    expect(positive(['a', 'b'], [5, 5]).value).toBe('b');
  });
});
