import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { paint } from '../../src/cli/paint.ts';

test('a table: texts to the left, columns of numbers to the right, colours without width', () => {
  const colour = paint(true);
  const plain = paint(false);
  const rows = (p: typeof plain) => [
    [p.bold('a'), '1.5 [1.2, 1.8]', '1,024'],
    ['long name', '-0.25', '8'],
  ];
  const expected = [
    'name                value      n',
    'a          1.5 [1.2, 1.8]  1,024',
    'long name           -0.25      8',
  ];
  expect(plain.table(['name', 'value', 'n'], rows(plain)).split('\n')).toEqual(expected);
  const shown = stripVTControlCharacters(colour.table(['name', 'value', 'n'], rows(colour)));
  expect(shown.split('\n')).toEqual(expected);
});

test('a table without rows is its head', () => {
  expect(paint(false).table(['a', 'b'], [])).toBe('a  b');
});

test('a name out of a file stays in its cell: no second line, no escape sequence, no turned direction', () => {
  const table = paint(true).table(['name'], [[paint(true).bold('new\nline\u001b[2J\u202eabc')], ['two']]);
  expect(stripVTControlCharacters(table).split('\n')).toEqual(['name', 'new line [2J abc', 'two']);
});
