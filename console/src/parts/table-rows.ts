import { saveText } from './save-text.ts';

/** What stands in a cell, to sort and save by; null = nothing is known. */
export type CellValue = string | number | null;

/** For sorting: numbers as numbers, texts as people count ("a2" before "a10"), what is not known last in both directions. */
export function inOrder(a: CellValue, b: CellValue, down: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const sign = down ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is written as text. */
export function saveCsv(name: string, lines: readonly (readonly CellValue[])[]): void {
  const cell = (value: CellValue): string => {
    const text = typeof value === 'string' && /^[=+@\t\r-]/.test(value) ? `'${value}` : String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  saveText(`${name}.csv`, 'text/csv', lines.map((line) => `${line.map(cell).join(',')}\r\n`).join(''));
}
