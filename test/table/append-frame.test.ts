import { expect, test } from 'vitest';
import { appendFrame } from '../../src/table/append-frame.ts';
import { categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';

const frame = (n: number[], c: number[], t: (string | null)[]): Frame => ({
  rows: n.length,
  schema: [
    { name: 'n', type: 'continuous' },
    { name: 'c', type: 'nominal', dictionary: ['a', 'b'] },
    { name: 't', type: 'text' },
  ],
  columns: new Map(
    Object.entries({
      n: numberColumn(Float64Array.from(n)),
      c: categoryColumn(Int32Array.from(c), ['a', 'b']),
      t: textColumn(t),
    }),
  ),
});

test('rows of the second table follow those of the first', () => {
  const [one, two] = [frame([1, Number.NaN], [0, -1], ['x', null]), frame([3], [1], ['y'])];
  expect(appendFrame(one, two)).toEqual(frame([1, Number.NaN, 3], [0, -1, 1], ['x', null, 'y']));
  expect(appendFrame(frame([], [], []), two)).toEqual(two);
});

test('a column of another form is a defect of the caller', () => {
  const other = { ...frame([3], [1], ['y']), columns: new Map(frame([3], [1], ['y']).columns) };
  (other.columns as Map<string, unknown>).set('n', textColumn(['3']));
  expect(() => appendFrame(frame([1], [0], ['x']), other)).toThrow('of form number here and text there');
});
