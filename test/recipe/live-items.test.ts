import { expect, test } from 'vitest';
import { LiveItems } from '../../src/recipe/live-items.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import { categoryColumn } from '../../src/table/column.ts';

const known = itemsOf({
  rows: 1,
  schema: [{ name: 'author', type: 'nominal', dictionary: ['ann'] }],
  columns: new Map([['author', categoryColumn(Int32Array.of(0), ['ann'])]]),
});
const codesOf = (items: LiveItems) => {
  const column = items.catalogue.attributes.columns.get('author');
  return column?.form === 'category'
    ? { codes: [...column.codes], dictionary: column.dictionary }
    : undefined;
};

test('values that a version does not know are all alike, or each get a code where dictionaries grow', () => {
  for (const [grows, codes, dictionary] of [
    [false, [0, 1, 1, -1], ['ann']],
    [true, [0, 1, 2, -1], ['ann', 'bob', 'eve']],
  ] as const) {
    const items = new LiveItems(['p0'], known, grows);
    items.put('p1', { author: 'bob' }, 0);
    items.put('p2', { author: 'eve' }, 0);
    items.put('p3', { author: null }, 0);
    expect(codesOf(items)).toEqual({ codes, dictionary });
  }
  // What the version holds is not changed.
  expect(known.attributes.schema[0]!.dictionary).toEqual(['ann']);
});
