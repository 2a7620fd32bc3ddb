/**
 * The one place where names and values become SQL. Every other file of this adapter passes what comes from outside
 * through here.
 */

/** A name, quoted: any text is one, whatever it holds. DuckDB cuts nothing; it refuses only a NUL. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A string value, quoted. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** `['a', 'b']`. */
export const literals = (values: readonly string[]): string => `[${values.map(literal).join(', ')}]`;

/**
 * Column `index` of a table that this adapter made. Tables inside carry positions, never the user's names: those may
 * clash in all but case, and meet SQL only where a file is written.
 */
export const at = (index: number): string => `c${index}`;

/** `c0, c1, ... c<count - 1>`. */
export const positions = (count: number): string => Array.from({ length: count }, (_, i) => at(i)).join(', ');
