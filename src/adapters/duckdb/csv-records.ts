/** One record of delimited text. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** 1-based line on which it begins. */
  readonly line: number;
  /** A quote was opened and never closed, or closed in the middle of a cell. */
  readonly broken: boolean;
  /** What its line ends with; nothing at the end of the text. */
  readonly lineEnd: '\r\n' | '\n' | '\r' | '';
}

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;

/**
 * The records of delimited text, by RFC 4180: cells may be quoted, quotes in quoted cells are doubled, quoted cells may
 * span lines. Blank lines are passed over. Lazy: reads no further than it is asked. O(characters).
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord, undefined> {
  const delimiterCode = delimiter.charCodeAt(0);
  let line = 1;
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (i < text.length) {
    const begins = line;
    const cells: string[] = [];
    let broken = false;
    for (;;) {
      const cell =
        text.charCodeAt(i) === QUOTE ? quotedCell(text, i, delimiterCode) : plainCell(text, i, delimiterCode);
      cells.push(cell.value);
      broken ||= cell.broken;
      line += cell.newlines;
      i = cell.end;
      if (text.charCodeAt(i) !== delimiterCode) break;
      i++;
    }
    const ends = i;
    if (text.charCodeAt(i) === RETURN) i++;
    if (text.charCodeAt(i) === NEWLINE) i++;
    line++;
    const lineEnd = text.slice(ends, i) as CsvRecord['lineEnd'];
    if (cells.length > 1 || cells[0] !== '') yield { cells, line: begins, broken, lineEnd };
  }
}

interface Cell {
  readonly value: string;
  readonly end: number;
  readonly newlines: number;
  readonly broken: boolean;
}

const endsCell = (code: number, delimiter: number): boolean =>
  Number.isNaN(code) || code === delimiter || code === NEWLINE || code === RETURN;

function plainCell(text: string, start: number, delimiter: number): Cell {
  let end = start;
  while (!endsCell(text.charCodeAt(end), delimiter)) end++;
  return { value: text.slice(start, end), end, newlines: 0, broken: false };
}

function quotedCell(text: string, start: number, delimiter: number): Cell {
  let newlines = 0;
  let i = start + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === NEWLINE) newlines++;
    if (code !== QUOTE) continue;
    if (text.charCodeAt(i + 1) !== QUOTE) break;
    i++;
  }
  const value = text.slice(start + 1, i).replaceAll('""', '"');
  const closed = i < text.length && endsCell(text.charCodeAt(i + 1), delimiter);
  let end = Math.min(i + 1, text.length);
  while (!endsCell(text.charCodeAt(end), delimiter)) end++;
  return { value, end, newlines, broken: !closed };
}
