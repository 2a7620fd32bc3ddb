import type { Frame } from './frame.ts';

/** The values of a row by column: numbers, texts and categories as they stand in the data; null = missing. O(columns). */
export function rowValues({ columns }: Frame, row: number): Record<string, string | number | null> {
  return Object.fromEntries(
    Array.from(columns, ([name, column]) => {
      if (column.form === 'category') return [name, column.dictionary[column.codes[row]!] ?? null];
      const value = column.values[row]!;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );
}
