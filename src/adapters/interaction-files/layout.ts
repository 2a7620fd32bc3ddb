import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';

/** Names of columns, where the file has a header and they are not to be guessed. */
export interface NamedColumns {
  readonly user: string | undefined;
  readonly item: string | undefined;
  readonly time: string | undefined;
  readonly value: string | undefined;
}

/**
 * lists   a user and then all his items on each line
 * events  a user, an item, and perhaps a value and a time
 */
export type Layout =
  | { readonly kind: 'lists'; readonly cells: CellsOf }
  | {
      readonly kind: 'events';
      readonly cells: CellsOf;
      readonly header: boolean;
      /** Places of the columns; -1 = there is none. */
      readonly user: number;
      readonly item: number;
      readonly value: number;
      readonly time: number;
    };

/** Parts a line into its cells. */
export type CellsOf = (line: string) => string[];

/** How a line is parted, by what the first one holds: "::", tabs, commas or semicolons, else white space. */
export function cellsOf(first: string): CellsOf {
  const mark = ['::', '\t', ',', ';'].find((m) => first.includes(m));
  if (mark === undefined) return (line) => line.trim().split(/\s+/);
  return (line) =>
    line.includes('"') ? quotedCells(line, mark) : line.split(mark).map((cell) => cell.trim());
}

/** Cells in double quotes may hold the mark; a quote inside is written twice. */
function quotedCells(line: string, mark: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === '"' && quoted && line[i + 1] === '"') cell += line[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && line.startsWith(mark, i)) {
      cells.push(cell.trim());
      cell = '';
      i += mark.length - 1;
    } else cell += c;
  }
  return [...cells, cell.trim()];
}

/** More cells than any file of events has. */
const MOST_COLUMNS = 6;
/** Share of lines with the usual number of cells below which their numbers are no mistakes. */
const MOSTLY = 0.9;

/** Whether lines are lists of items, which differ in length or are longer than events; a few odd lines are mistakes. */
export function areLists(lines: readonly string[], cells: CellsOf): boolean {
  if (looksLikeHeader(cells(lines[0]!))) return false;
  const times = new Map<number, number>();
  for (const line of lines) {
    const { length } = cells(line);
    times.set(length, (times.get(length) ?? 0) + 1);
  }
  const [usual, often] = [...times].sort((a, b) => b[1] - a[1])[0]!;
  return usual > MOST_COLUMNS || often < MOSTLY * lines.length;
}

const USER = /^(user|customer|visitor|session|person|client|reader)s?[ _-]?(id|name)?$|^u(id)?$/i;
const ITEM = /^(item|movie|product|article|content|book|song|track|stock)s?[ _-]?(id|code)?$|^[is](id)?$/i;
const TIME = /time|date|^ts$|^at$/i;
const VALUE = /rating|value|score|weight|count|quantity/i;

/** A name of a header; RecBole writes the type behind it. */
const bare = (cell: string): string => cell.replace(/:(token|float)(_seq)?$/, '');

const looksLikeHeader = (cells: readonly string[]): boolean => cells.some((cell) => USER.test(bare(cell)));

/**
 * Which columns of a file of events hold what: by the names asked for, by those in a header, else in the order user, item,
 * value, time; a third and last number that is too large to be a value is a time.
 *
 * Throws 'recommend/column-unknown' for a name that the header does not have.
 */
export function eventLayout(
  file: string,
  lines: readonly string[],
  cells: CellsOf,
  named: NamedColumns,
): Layout {
  const head = cells(lines[0]!).map(bare);
  const asked = Object.values(named).some((name) => name !== undefined);
  if (!asked && !looksLikeHeader(head)) {
    const third = Number(cells(lines.at(-1)!)[2] ?? Number.NaN);
    const timeIsThird = head.length === 3 && third > LEAST_TIME;
    return {
      kind: 'events',
      cells,
      header: false,
      user: 0,
      item: 1,
      value: head.length > 2 && !timeIsThird ? 2 : -1,
      time: timeIsThird ? 2 : head.length > 3 ? 3 : -1,
    };
  }
  const place = (name: string | undefined, like: RegExp): number => {
    if (name === undefined) return head.findIndex((cell) => like.test(cell));
    const at = head.indexOf(name);
    if (at < 0)
      throw fail('recommend/column-unknown', { file, name, known: head, near: nearest(name, head) });
    return at;
  };
  const user = place(named.user, USER);
  const item = place(named.item, ITEM);
  return {
    kind: 'events',
    cells,
    header: true,
    user: Math.max(0, user),
    item: item >= 0 ? item : 1,
    value: place(named.value, VALUE),
    time: place(named.time, TIME),
  };
}

/** No rating is as large, and no second since 1973 as small. */
const LEAST_TIME = 1e8;

/** Whether lines are events or lists, not rows of some table: a header names users, or ids stand where a header would. */
export function looksLikeEvents(lines: readonly string[]): boolean {
  const [first] = lines;
  if (first === undefined) return false;
  const cells = cellsOf(first);
  const head = cells(first);
  if (looksLikeHeader(head)) return head.some((cell) => ITEM.test(bare(cell)));
  if (areLists(lines, cells)) return head.length > 1 && !first.includes(',');
  return (
    head.length >= 2 &&
    head.length <= 4 &&
    head.slice(2).every((cell) => cell !== '' && Number.isFinite(Number(cell)))
  );
}
