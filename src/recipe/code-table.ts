import type { ColumnSchema } from '../table/schema.ts';

/**
 * The code of each value of a category column, by its spelling. A boolean column also takes "false" and "true", unless
 * its own values are spelled so.
 */
export function codeTable({ type, dictionary = [] }: ColumnSchema): ReadonlyMap<string, number> {
  const words = dictionary.map((word, code): [string, number] => [word, code]);
  if (type !== 'boolean' || dictionary.length !== 2) return new Map(words);
  return new Map([['false', 0], ['true', 1], ...words]);
}
