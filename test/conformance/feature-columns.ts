import type { OutputColumn } from '../../src/contracts/feature.ts';
import {
  type Column,
  type ColumnForm,
  categoryColumn,
  numberColumn,
  textColumn,
} from '../../src/table/column.ts';

/** A column that is hard on somebody. */
export interface Made {
  readonly says: string;
  readonly column: Column;
}

const numbers = (...values: number[]): Column => numberColumn(Float64Array.from(values));
const words = ['red', 'green', 'blue', 'missing', 'Ärger 数据', ''];
const codes = (dictionary: readonly string[], ...values: number[]): Column =>
  categoryColumn(Int32Array.from(values), dictionary);

/** Columns to fit on: plain, with gaps, empty of values, constant, of one row, of no rows, huge and tiny. */
export const FITTABLE: Readonly<Record<ColumnForm, readonly Made[]>> = {
  number: [
    { says: 'plain', column: numbers(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, -5, 8, 9, 7, 9) },
    { says: 'gaps', column: numbers(Number.NaN, 2, Number.NaN, 7, 1e6, 7, -0) },
    { says: 'all missing', column: numbers(Number.NaN, Number.NaN) },
    { says: 'constant', column: numbers(0.1, 0.1, 0.1, 0.1) },
    { says: 'one row', column: numbers(42) },
    { says: 'no rows', column: numbers() },
    {
      says: 'huge',
      column: numbers(1e308, -1e308, 1.7e308, -1.7e308, Number.MAX_VALUE, -Number.MAX_VALUE, 1),
    },
    { says: 'tiny', column: numbers(5e-324, 0, 1e-320, 1e-310) },
    { says: 'huge and tiny', column: numbers(1e308, 5e-324, -1e-308, Number.NaN) },
  ],
  category: [
    { says: 'plain', column: codes(words, 0, 1, 2, 0, 0, 1, 3, 4, 5, 2, 0, 1) },
    { says: 'gaps', column: codes(words, 0, -1, 2, -1, 4) },
    { says: 'all missing', column: codes(words, -1, -1, -1) },
    { says: 'nothing in the dictionary', column: codes([], -1, -1) },
    { says: 'constant', column: codes(['only'], 0, 0, 0) },
    { says: 'no rows', column: codes(words) },
  ],
  text: [
    {
      says: 'plain',
      column: textColumn(['Slow, slow support', 'great price', 'x', 'Ärger über 数据 🎉', 'great']),
    },
    { says: 'gaps', column: textColumn(['a word here', null, '', '  ', null]) },
    { says: 'all missing', column: textColumn([null, null]) },
    { says: 'no rows', column: textColumn([]) },
  ],
};

/** Rows to apply to, whatever was fitted: with values that the training rows did not have, and none. */
export const NEW_ROWS: Readonly<Record<ColumnForm, (fitted: Column) => Column>> = {
  number: () =>
    numbers(0, -0, 1, -1, Number.NaN, 1e308, -1e308, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 1.7e12),
  category: (fitted) => {
    const dictionary = fitted.form === 'category' ? fitted.dictionary : [];
    return categoryColumn(
      Int32Array.from([-1, dictionary.length, ...dictionary.keys(), -1, dictionary.length]),
      dictionary,
    );
  },
  text: () => textColumn([null, '', 'never read before', '\ud800 lone', '数据 数据', 'a '.repeat(1000)]),
};

/** An output column full of values that a feature would not write, so that rows left alone show. */
export function sentinel(output: OutputColumn, rows: number, mark: number): Column {
  const column = emptyLike(output, rows);
  if (column.form === 'number') column.values.fill(1234.5 + mark);
  else if (column.form === 'category') column.codes.fill(1000 + mark);
  else column.values.fill(`left alone ${mark}`);
  return column;
}

export function emptyLike({ form, dictionary }: OutputColumn, rows: number): Column {
  if (form === 'number') return numberColumn(new Float64Array(rows));
  if (form === 'category') return categoryColumn(new Int32Array(rows), dictionary ?? []);
  return textColumn(new Array<string | null>(rows).fill(null));
}
