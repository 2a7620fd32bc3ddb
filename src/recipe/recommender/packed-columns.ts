import type { Tensor } from '../../contracts/state.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../table/column.ts';
import type { Frame } from '../../table/frame.ts';
import { type ColumnSchema, formOf, type Schema } from '../../table/schema.ts';
import { packTexts, unpackTexts } from './packed-texts.ts';

/** The values of a table as flat arrays `attributes/COLUMN`; its schema, with the dictionaries, is kept elsewhere. */
export function packColumns({ columns }: Frame): Record<string, Tensor> {
  const arrays: Record<string, Tensor> = {};
  for (const [name, column] of columns) Object.assign(arrays, packColumn(pathOf(name), column));
  return arrays;
}

/** The table of this schema and so many rows that was packed. Throws Error when a column is not there, or of another size. */
export function unpackColumns(schema: Schema, rows: number, arrays: Readonly<Record<string, Tensor>>): Frame {
  const columns = new Map(schema.map((column) => [column.name, unpackColumn(column, rows, arrays)]));
  return { rows, schema, columns };
}

const pathOf = (name: string): string => `attributes/${name}`;

function packColumn(path: string, column: Column): Record<string, Tensor> {
  if (column.form === 'text') return packTexts(path, column.values);
  return { [path]: column.form === 'number' ? column.values : column.codes };
}

function unpackColumn(
  { name, type, dictionary = [] }: ColumnSchema,
  rows: number,
  arrays: Readonly<Record<string, Tensor>>,
): Column {
  const path = pathOf(name);
  const form = formOf(type);
  const array = arrays[path];
  if (form === 'text') {
    const values = unpackTexts(path, arrays);
    if (values.length === rows) return textColumn(values);
  } else if (form === 'number' && array instanceof Float64Array && array.length === rows)
    return numberColumn(array);
  else if (form === 'category' && array instanceof Int32Array && array.length === rows)
    return categoryColumn(array, dictionary);
  throw new Error(`it does not have the values of attribute ${JSON.stringify(name)}`);
}
