import { type Column, categoryColumn, MISSING, numberColumn, textColumn } from './column.ts';
import type { Frame } from './frame.ts';

/** The rows at `indices`, in that order, as a new frame; an index below 0 gives a row without values. O(indices x columns). */
export function alignFrame(frame: Frame, indices: Int32Array): Frame {
  const columns = new Map<string, Column>();
  for (const [name, column] of frame.columns) columns.set(name, align(column, indices));
  return { rows: indices.length, schema: frame.schema, columns };
}

function align(column: Column, indices: Int32Array): Column {
  if (column.form === 'number')
    return numberColumn(Float64Array.from(indices, (i) => (i < 0 ? Number.NaN : column.values[i]!)));
  if (column.form === 'category')
    return categoryColumn(
      indices.map((i) => (i < 0 ? MISSING : column.codes[i]!)),
      column.dictionary,
    );
  return textColumn(Array.from(indices, (i) => (i < 0 ? null : column.values[i]!)));
}
