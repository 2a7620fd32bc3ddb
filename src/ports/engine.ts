import type { ColumnProfile, SourceFacts, Trust } from '../contracts/dataset.ts';
import type { Frame } from '../table/frame.ts';
import type { ColumnType, Schema } from '../table/schema.ts';

/** A source as declared in the design, paths already made absolute and checked to be allowed. */
export interface SourceSpec {
  readonly name: string;
  readonly kind: SourceFacts['kind'];
  /** File path, or for Postgres the connection URL. */
  readonly at: string;
  /** As shown to people: relative path or "postgres: table". */
  readonly from: string;
  /** Postgres: a table name, or a query. */
  readonly table?: string;
  readonly query?: string;
  readonly collectedBy: string | null;
  readonly trust: Trust | null;
}

/** Join the named source to what stands to its left. */
export interface JoinSpec {
  readonly source: string;
  readonly on: readonly string[];
  readonly how: 'left' | 'inner';
}

/** Reads, joins, profiles and writes tables; owned by one job, closed at its end. */
export interface Engine {
  /** Read and join the sources into one table, the first source leading. */
  load(sources: readonly SourceSpec[], joins: readonly JoinSpec[]): Promise<LoadedTable>;
  /** Rows with a missing target leave the table. @returns how many there were. */
  dropMissing(column: string): Promise<number>;
  /** Keep these columns with these types, values cast; dictionaries filled in code order. */
  shape(columns: readonly { name: string; type: ColumnType; order?: readonly string[] }[]): Promise<Schema>;
  profile(schema: Schema, target: string | null): Promise<readonly ColumnProfile[]>;
  duplicateRows(): Promise<number>;
  /** Write the table as Parquet, rows in source order. */
  write(path: string): Promise<void>;
  /** A Parquet file that `write` made, as columns. */
  read(path: string, schema: Schema): Promise<Frame>;
  close(): Promise<void>;
}

export interface LoadedTable {
  readonly rows: number;
  readonly sources: readonly SourceFacts[];
  /** Each column with its inferred type and why, and counts that findings need. */
  readonly columns: readonly InferredColumn[];
}

export interface InferredColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** "7,032 distinct numbers", "2 values: No, Yes", ... */
  readonly because: string;
  readonly missing: number;
  readonly distinct: number;
  /** The values of a nominal, ordinal or boolean column (at most 1,000), in the order of its dictionary. */
  readonly values?: readonly string[];
  /** Share of present values that are not of the type that most are. 0 when all agree. */
  readonly odd: number;
}
