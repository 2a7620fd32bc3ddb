import type { ColumnProfile, InferredColumn, SourceFacts, Trust } from '../contracts/dataset.ts';
import type { Column } from '../table/column.ts';
import type { Frame } from '../table/frame.ts';
import type { ColumnType, Schema } from '../table/schema.ts';

export type { InferredColumn } from '../contracts/dataset.ts';

/** A source as declared in the design, file paths already made absolute. */
export interface SourceSpec {
  readonly name: string;
  readonly kind: SourceFacts['kind'];
  /** File path, or for Postgres the name of the environment variable that holds the connection URL. */
  readonly at: string;
  /** As shown to people: relative path or "postgres: table". */
  readonly from: string;
  /** Postgres: a table name, or a query. */
  readonly table?: string;
  readonly query?: string;
  readonly collectedBy: string | null;
  readonly trust: Trust | null;
}

/** Join the named source to what stands to its left. Keys must be unique in it: a join never repeats rows. */
export interface JoinSpec {
  readonly source: string;
  readonly on: readonly string[];
  readonly how: 'left' | 'inner';
}

/**
 * Reads, joins, profiles and writes tables; owned by one job, closed at its end.
 *
 * It holds one table at a time: `load` replaces it, `shape` turns it into its final columns, and `shaped`, `profile`,
 * `duplicateRows` and `write` work on what `shape` made. The other methods leave it alone.
 */
export interface Engine {
  /** sha256 of each source's file; null where only reading the rows can tell (Postgres). */
  fingerprint(sources: readonly SourceSpec[]): Promise<readonly (string | null)[]>;
  /** Read and join the sources into one table, the first source leading. */
  load(sources: readonly SourceSpec[], joins: readonly JoinSpec[]): Promise<LoadedTable>;
  /**
   * Keep these columns, values cast to their types, and drop rows in which `required` is missing; dictionaries are
   * filled in code order. A value that cannot be cast is missing.
   */
  shape(columns: readonly ShapeColumn[], required: string | null): Promise<ShapedTable>;
  /** What `shape` made, as columns. */
  shaped(): Promise<Frame>;
  profile(schema: Schema, target: string | null): Promise<readonly ColumnProfile[]>;
  /** Rows that repeat an earlier row in every column. */
  duplicateRows(): Promise<number>;
  /**
   * Write the table as Parquet, rows in source order; the same table and key give the same bytes. The key goes into the
   * file, so that one table prepared for two purposes is two datasets.
   */
  write(path: string, key: string): Promise<void>;
  /** A Parquet file that `write` made, as columns. */
  read(path: string, schema: Schema): Promise<Frame>;
  /**
   * Write a Parquet file that `write` made again, without the rows in which a column has a value, for erasing a person, and
   * without that value in the lists of ids (see friendIds) of the column `lists`. The key goes into the file. @returns rows
   * that are left; null when there was nothing to take out, and nothing was written
   */
  withoutRows(
    from: WrittenTable,
    to: string,
    column: string,
    value: string,
    key: string,
    lists?: string,
  ): Promise<number | null>;
  /** Any source as columns of a schema learned from another one. Its columns are matched by name, others ignored. */
  readAs(source: SourceSpec, schema: Schema): Promise<ForeignFrame>;
  /**
   * Read a source once, and write it again with further columns behind its own: those that `add` makes of its rows under
   * a schema learned elsewhere. A column of the source gives way to an added one of its name. The file appears whole or
   * not at all, and replaces what was there.
   */
  extend(
    source: SourceSpec,
    schema: Schema,
    to: ExtendedFile,
    add: (frame: ForeignFrame) => readonly NamedColumn[],
  ): Promise<void>;
  close(): Promise<void>;
}

/** A Parquet file that `write` made. */
export interface WrittenTable {
  readonly path: string;
  readonly schema: Schema;
}

export type TableFormat = 'csv' | 'parquet' | 'jsonl';

export interface ExtendedFile {
  readonly path: string;
  readonly format: TableFormat;
}

export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
  /** Number column: values are milliseconds since 1970 and are written as timestamps. */
  readonly timestamp?: boolean;
}

export interface LoadedTable {
  readonly rows: number;
  readonly sources: readonly SourceFacts[];
  /** Each column with its inferred type and why, and counts that findings need. */
  readonly columns: readonly InferredColumn[];
}

export interface ShapeColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Ordinal: the values, lowest first; values that it leaves out follow, sorted. */
  readonly order?: readonly string[];
}

export interface ShapedTable {
  readonly schema: Schema;
  readonly rows: number;
  /** Rows that went because `required` was missing in them. */
  readonly dropped: number;
}

/** Rows of one source under the schema of another. */
export interface ForeignFrame extends Frame {
  /** Columns of the schema that the source does not have; all their values are missing. */
  readonly absent: readonly string[];
  /** By column: values that are there and are not of the column's type; they became missing. */
  readonly wrong: ReadonlyMap<string, number>;
}
