import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import type { Paint } from './command.ts';

/** Colours when `enabled`, plain text when not. */
export function paint(enabled: boolean): Paint {
  const c = pc.createColors(enabled);
  return {
    bold: c.bold,
    dim: c.dim,
    good: c.green,
    bad: c.red,
    warn: c.yellow,
    name: c.cyan,
    table: (head, rows) => table(head, rows, c.dim),
  };
}

/** Colours where the stream is a terminal that wants them. */
export const streamPaint = (stream: { readonly isTTY?: boolean }): Paint =>
  paint(stream.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb');

const NUMERIC = /^[<>~+-]?[\d][\d,.\s]*(%|[a-zA-Zµ]{1,5})?( \[.*\])?$|^-$/;

/** Control characters that are no colour of ours, and marks that turn the direction of writing: names may hold them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /(?!\u001b\[\d+m)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Columns two spaces apart; a column is to the right when every cell of it is a number. */
function table(
  head: readonly string[],
  given: readonly (readonly string[])[],
  dim: (text: string) => string,
): string {
  const rows = given.map((row) => row.map((cell) => cell.replace(UNSEEN, ' ')));
  const widths = head.map((h, c) => Math.max(width(h), ...rows.map((row) => width(row[c] ?? ''))));
  const right = head.map(
    (_, c) => rows.length > 0 && rows.every((row) => NUMERIC.test(stripVTControlCharacters(row[c] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => {
        const pad = ' '.repeat(Math.max(0, widths[c]! - width(cell)));
        return right[c] ? pad + cell : cell + pad;
      })
      .join('  ')
      .trimEnd();
  return [dim(line(head)), ...rows.map(line)].join('\n');
}

const width = (text: string): number => [...stripVTControlCharacters(text)].length;
