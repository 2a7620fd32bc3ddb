import { expect, test } from 'vitest';
import { rowReader } from '../../src/recipe/row-reader.ts';
import { emptyColumn } from '../../src/recipe/slots.ts';
import { formOf, type Schema } from '../../src/table/schema.ts';
import { plain } from '../features/fitted.ts';

const inputs: Schema = [
  { name: 'tenure', type: 'continuous' },
  { name: 'plan', type: 'nominal', dictionary: ['basic', '2', 'true'] },
  { name: 'paperless', type: 'boolean', dictionary: ['No', 'Yes'] },
  { name: 'note', type: 'text' },
  { name: 'since', type: 'timestamp' },
  { name: 'constructor', type: 'continuous' },
];
const columns = inputs.map(({ type, dictionary }) => emptyColumn({ form: formOf(type), dictionary }, 1));
const reader = rowReader(inputs, columns, [], ['churn']);
const read = (row: Record<string, unknown>): unknown => reader.read(row) ?? columns.map((c) => plain(c)[0]);

test.each([
  ['nothing', {}, [null, null, null, null, null, null]],
  ['nulls', { tenure: null, plan: null, paperless: null, note: null, since: null }, Array(6).fill(null)],
  [
    'plain values',
    { tenure: 1.5, plan: 'basic', paperless: 'Yes', note: 'hi', since: 5 },
    [1.5, 'basic', 'Yes', 'hi', 5, null],
  ],
  ['a category that is a number', { plan: 2 }, [null, '2', null, null, null, null]],
  ['a category that is a boolean', { plan: true }, [null, 'true', null, null, null, null]],
  ['a new category', { plan: 'gold' }, [null, '?', null, null, null, null]],
  ['booleans', { paperless: true }, [null, null, 'Yes', null, null, null]],
  ['a boolean in words', { paperless: 'false' }, [null, null, 'No', null, null, null]],
  ['a third value of a boolean', { paperless: 'maybe' }, [null, null, '?', null, null, null]],
  ['a number for a text', { note: 7 }, [null, null, null, '7', null, null]],
  ['a date', { since: '1970-01-02' }, [null, null, null, null, 86_400_000, null]],
  [
    '-0 and the ends of the doubles',
    { tenure: -0, constructor: -1.7e308 },
    [-0, null, null, null, null, -1.7e308],
  ],
  ['the target', { churn: 'Yes', tenure: 1 }, [1, null, null, null, null, null]],
])('reads %s', (_says, row, expected) => expect(read(row)).toEqual(expected));

test.each([
  ['a quoted number', { tenure: '12' }, 'tenure', '"12" is not a number; send 12 without quotes'],
  ['a word for a number', { tenure: 'many' }, 'tenure', '"many" is not a number'],
  ['a boolean for a number', { tenure: true }, 'tenure', 'true is not a number'],
  [
    'infinity',
    { tenure: Infinity },
    'tenure',
    'Infinity is not a finite number; leave the value out if it is unknown',
  ],
  ['NaN', { tenure: NaN }, 'tenure', 'NaN is not a finite number; leave the value out if it is unknown'],
  ['a bigint', { tenure: 1n }, 'tenure', '1 is not a number'],
  ['a list', { plan: ['basic'] }, 'plan', 'a list is not a category; send a string'],
  ['an object for a text', { note: {} }, 'note', 'an object is not a string'],
  [
    'a date that is none',
    { since: '2023-02-29' },
    'since',
    '"2023-02-29" is not an instant; send ISO-8601 such as "2024-02-29T12:30:00Z", or milliseconds since 1970',
  ],
  ['a misspelt column', { Tenure: 3 }, 'Tenure', 'is not a column of this model; did you mean "tenure"?'],
  ['an unheard column', { zzz: 3 }, 'zzz', 'is not a column of this model'],
])('refuses %s', (_says, row, column, says) => {
  expect(reader.read(row)).toEqual([{ column, says }]);
});

test('collects every problem of a row', () => {
  expect(reader.read({ tenure: 'x', note: [], other: 1 })?.map((p) => p.column)).toEqual([
    'tenure',
    'note',
    'other',
  ]);
});

test('a bad value does not linger in the next row', () => {
  reader.read({ tenure: 4, plan: 'basic' });
  reader.read({ tenure: 'x', plan: {} });
  expect(read({})).toEqual(Array(6).fill(null));
});

test('a required value must be there', () => {
  const strict = rowReader(inputs, columns, ['plan'], []);
  expect(strict.read({ tenure: 1 })).toEqual([
    { column: 'plan', says: 'has no value, and the model cannot score a row without it' },
  ]);
});

test('what an object inherits is no value', () => {
  const odd: Schema = [
    { name: '__proto__', type: 'continuous' },
    { name: 'toString', type: 'text' },
  ];
  const out = odd.map(({ type }) => emptyColumn({ form: formOf(type), dictionary: undefined }, 1));
  const oddReader = rowReader(odd, out, [], []);
  expect(oddReader.read({})).toBeNull();
  expect(oddReader.read(JSON.parse('{"__proto__": 4, "toString": "x"}'))).toBeNull();
  expect(out.map((c) => plain(c)[0])).toEqual([4, 'x']);
});
