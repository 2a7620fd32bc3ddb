import type { ColumnForm } from './column.ts';

/** What a column means, as inferred or declared. */
export type ColumnType =
  | 'continuous'
  | 'discrete'
  | 'nominal'
  | 'ordinal'
  | 'boolean'
  | 'text'
  | 'timestamp'
  | 'identifier';

/** One column of a dataset: its name, meaning, and for categories the values in code order. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  /** Nominal, ordinal, boolean: the values, code = index. Boolean: [false, true] as spelled in the source. */
  readonly dictionary?: readonly string[];
  /** Timestamps whose source does not write ISO 8601: how 03/04/2026 is read. */
  readonly dateOrder?: DateOrder;
}

export type DateOrder = 'day-first' | 'month-first';

export type Schema = readonly ColumnSchema[];

export const COLUMN_TYPES: readonly ColumnType[] = [
  'continuous',
  'discrete',
  'nominal',
  'ordinal',
  'boolean',
  'text',
  'timestamp',
  'identifier',
];

/** The physical form in which a column of this type is held. */
export function formOf(type: ColumnType): ColumnForm {
  if (type === 'nominal' || type === 'ordinal' || type === 'boolean') return 'category';
  return type === 'text' || type === 'identifier' ? 'text' : 'number';
}
