import { type Column, categoryColumn, numberColumn, textColumn } from './column.ts';
import { columnOf, type Frame } from './frame.ts';

/** The rows of one table, then those of another that was read with the same schema. O(cells). */
export function appendFrame(frame: Frame, more: Frame): Frame {
  const columns = new Map<string, Column>();
  for (const [name, column] of frame.columns) columns.set(name, append(name, column, columnOf(more, name)));
  return { rows: frame.rows + more.rows, schema: frame.schema, columns };
}

function append(name: string, column: Column, more: Column): Column {
  if (column.form === 'number' && more.form === 'number')
    return numberColumn(joined(Float64Array, column.values, more.values));
  if (column.form === 'category' && more.form === 'category')
    return categoryColumn(joined(Int32Array, column.codes, more.codes), column.dictionary);
  if (column.form === 'text' && more.form === 'text') return textColumn([...column.values, ...more.values]);
  throw new Error(`column ${JSON.stringify(name)} is of form ${column.form} here and ${more.form} there`);
}

function joined<T extends Float64Array | Int32Array>(make: new (length: number) => T, one: T, two: T): T {
  const all = new make(one.length + two.length);
  all.set(one);
  all.set(two, one.length);
  return all;
}
