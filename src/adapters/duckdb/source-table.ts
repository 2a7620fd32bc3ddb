/** How the values of a column lie in DuckDB before they are given a meaning. */
export type Held = 'text' | 'number' | 'timestamp';

/** A table inside DuckDB: its columns are c0, c1, ... there, whatever they are called outside. */
export interface SourceTable {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly held: Held }[];
}

/** The SQL type for each way of holding. Numbers are float64, the only one that models see. */
export const HELD_TYPE: Readonly<Record<Held, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  timestamp: 'TIMESTAMP',
};
