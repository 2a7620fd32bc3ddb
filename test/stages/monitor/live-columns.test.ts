import { describe, expect, it } from 'vitest';
import { liveColumn } from '../../../src/stages/monitor/live-columns.ts';
import { categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';

const rows = (values: readonly (string | number | boolean | null | undefined)[]) =>
  values.map((value) => (value === undefined ? {} : { x: value }));

describe('liveColumn', () => {
  it('reads numbers; what is none is missing', () => {
    expect(liveColumn({ name: 'x', type: 'continuous' }, rows([1.5, null, undefined, 'a']))).toEqual(
      numberColumn(Float64Array.of(1.5, Number.NaN, Number.NaN, Number.NaN)),
    );
  });

  it('gives every new category a code of its own, and leaves the dictionary of training alone', () => {
    const dictionary = ['a', 'b'];
    const column = liveColumn(
      { name: 'x', type: 'nominal', dictionary },
      rows(['b', 'z', null, 'y', 'z', 3]),
    );
    expect(column).toEqual(categoryColumn(Int32Array.of(1, 2, -1, 3, 2, 4), ['a', 'b', 'z', 'y', '3']));
    expect(dictionary).toEqual(['a', 'b']);
  });

  it('takes booleans as JSON has them and as the data spells them', () => {
    const schema = { name: 'x', type: 'boolean', dictionary: ['No', 'Yes'] } as const;
    expect(liveColumn(schema, rows([true, 'Yes', 'false', 'No', null]))).toEqual(
      categoryColumn(Int32Array.of(1, 1, 0, 0, -1), ['No', 'Yes']),
    );
  });

  it('reads text', () => {
    expect(liveColumn({ name: 'x', type: 'text' }, rows(['hi', null, 7]))).toEqual(
      textColumn(['hi', null, '7']),
    );
  });
});
