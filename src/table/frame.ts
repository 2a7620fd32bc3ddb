import { type Column, takeRows } from './column.ts';
import type { Schema } from './schema.ts';

/** A table in memory: columns of equal length in schema order. */
export interface Frame {
  readonly rows: number;
  readonly schema: Schema;
  /** By column name; one entry for each column of the schema. */
  readonly columns: ReadonlyMap<string, Column>;
}

/** The rows at `indices`, in that order. O(indices x columns). */
export function takeFrame(frame: Frame, indices: Int32Array): Frame {
  const columns = new Map<string, Column>();
  for (const [name, column] of frame.columns) columns.set(name, takeRows(column, indices));
  return { rows: indices.length, schema: frame.schema, columns };
}

/** The named column; the caller has checked the name against the schema. */
export function columnOf(frame: Frame, name: string): Column {
  const column = frame.columns.get(name);
  if (column === undefined) throw new Error(`column ${JSON.stringify(name)} is not in the frame`);
  return column;
}
