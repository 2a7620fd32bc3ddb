/**
 * A column of a table in the one of three physical forms that its values need.
 *
 * number    [rows] float64; NaN = missing. Continuous, discrete, and timestamps (milliseconds since 1970, UTC).
 * category  [rows] int32 codes into `dictionary`; MISSING (-1) = missing, dictionary.length = a value that the
 *           dictionary does not hold ("unseen"). Nominal, ordinal and boolean; an ordinal's dictionary is in order.
 * text      [rows] strings; null = missing. Free text and identifiers.
 *
 * The dictionary of a column that a fitted recipe sees is always the one learned at training time.
 */
export type Column = NumberColumn | CategoryColumn | TextColumn;

export interface NumberColumn {
  readonly form: 'number';
  readonly values: Float64Array;
}

export interface CategoryColumn {
  readonly form: 'category';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export interface TextColumn {
  readonly form: 'text';
  readonly values: (string | null)[];
}

export type ColumnForm = Column['form'];

/** The code of a missing category. */
export const MISSING = -1;

export const numberColumn = (values: Float64Array): NumberColumn => ({ form: 'number', values });
export const categoryColumn = (codes: Int32Array, dictionary: readonly string[]): CategoryColumn => ({
  form: 'category',
  codes,
  dictionary,
});
export const textColumn = (values: (string | null)[]): TextColumn => ({ form: 'text', values });

/** Number of rows. */
export const columnRows = (column: Column): number =>
  column.form === 'category' ? column.codes.length : column.values.length;

/** The rows at `indices`, in that order, as a new column. O(indices). */
export function takeRows(column: Column, indices: Int32Array): Column {
  const n = indices.length;
  if (column.form === 'number') {
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) values[i] = column.values[indices[i]!]!;
    return numberColumn(values);
  }
  if (column.form === 'category') {
    const codes = new Int32Array(n);
    for (let i = 0; i < n; i++) codes[i] = column.codes[indices[i]!]!;
    return categoryColumn(codes, column.dictionary);
  }
  return textColumn(Array.from(indices, (i) => column.values[i]!));
}

/** Rows start .. end - 1; of numbers and codes a view, that writes to the whole. */
export function rowRange(column: Column, start: number, end: number): Column {
  if (column.form === 'number') return numberColumn(column.values.subarray(start, end));
  if (column.form === 'category') return categoryColumn(column.codes.subarray(start, end), column.dictionary);
  return textColumn(column.values.slice(start, end));
}
