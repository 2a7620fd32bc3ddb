import { readFile } from 'node:fs/promises';
import { fail } from '../../errors/fail.ts';
import { type EventColumns, type Interactions, interactionsFrom } from '../../table/interactions.ts';
import { areLists, type CellsOf, cellsOf, eventLayout, type Layout, type NamedColumns } from './layout.ts';

/** A file that the user named: as he wrote it, and where it lies. */
export interface NamedFile {
  readonly shown: string;
  readonly path: string;
}

export interface GivenSplit {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly userIds: readonly string[];
  /** Descending by name: of items with equal scores the one with the greater name stands first, as in trec_eval. */
  readonly itemIds: readonly string[];
  readonly format: Layout['kind'];
  readonly valued: boolean;
  /** The same events with their values as weights, 0 where one has none; null where there are no values. */
  readonly values: { readonly train: Interactions; readonly test: Interactions } | null;
}

/**
 * Read events that somebody else has split: text files of `user item [value] [time]`, parted by tabs, commas, "::" or
 * spaces, with a header or without; or `user item item item ...`, a line a user. Both files are of one format.
 *
 * An event speaks for its item with 1; with `atLeast`, one of a lower value speaks against it. Times are milliseconds or
 * seconds since 1970, or dates. Throws 'recommend/line', 'recommend/column-unknown', 'source/empty' and what reading throws.
 */
export async function readGivenSplit(
  train: NamedFile,
  test: NamedFile,
  named: NamedColumns,
  atLeast: number | null,
): Promise<GivenSplit> {
  const files = await Promise.all([train, test].map(async (file) => ({ file, lines: await linesOf(file) })));
  const samples = files.map(({ lines }) => lines.slice(0, SAMPLE).map(({ text }) => text));
  const cells = samples.map((lines) => cellsOf(lines[0]!));
  const asked = Object.values(named).some((name) => name !== undefined);
  const lists = !asked && samples.some((lines, f) => areLists(lines, cells[f]!));
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const read = files.map(({ file, lines }, f) => {
    const layout: Layout = lists
      ? { kind: 'lists', cells: cells[f]! }
      : eventLayout(file.shown, samples[f]!, cells[f]!, named);
    const columns =
      layout.kind === 'lists' ? readLists(file, lines, layout.cells) : readEvents(file, lines, layout);
    return { columns: numbered(columns, users, items, atLeast), value: columns.value };
  });
  const itemIds = [...items.keys()].sort().reverse();
  const placeOf = new Int32Array(items.size);
  itemIds.forEach((id, place) => {
    placeOf[items.get(id)!] = place;
  });
  const tables = (weightOf: (of: (typeof read)[number]) => EventColumns['weight']): Interactions[] =>
    read.map((of) => {
      const item = of.columns.item.map((i) => placeOf[i]!);
      return interactionsFrom(users.size, items.size, { ...of.columns, item, weight: weightOf(of) });
    });
  const [taught, judged] = tables(({ columns }) => columns.weight);
  const valued = read.every(({ value }) => value !== null);
  const rated = tables(({ value }) => value && Float32Array.from(value, (v) => v || 0));
  return {
    train: taught!,
    test: judged!,
    userIds: [...users.keys()],
    itemIds,
    format: lists ? 'lists' : 'events',
    valued: read[0]!.value !== null,
    values: valued ? { train: rated[0]!, test: rated[1]! } : null,
  };
}

/** Lines that a layout is guessed by. */
const SAMPLE = 2000;

interface Line {
  readonly text: string;
  /** 1-based. */
  readonly at: number;
}

async function linesOf({ shown, path }: NamedFile): Promise<Line[]> {
  const text = await readFile(path, 'utf8');
  const lines: Line[] = [];
  let at = 0;
  for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
    at++;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.trim() !== '') lines.push({ text: line, at });
  }
  if (lines.length === 0) throw fail('source/empty', { path: shown });
  return lines;
}

/** Events as they stand in a file. */
interface TextEvents {
  readonly user: string[];
  readonly item: string[];
  readonly value: Float64Array | null;
  readonly at: Float64Array | null;
}

function readLists({ shown }: NamedFile, lines: readonly Line[], cells: CellsOf): TextEvents {
  const user: string[] = [];
  const item: string[] = [];
  const seen = new Map<string, number>();
  for (const { text, at } of lines) {
    const [id = '', ...of] = cells(text);
    const before = seen.get(id);
    if (before !== undefined)
      throw fail('recommend/line', {
        file: shown,
        line: at,
        text,
        problem: `user ${JSON.stringify(id)} has a line already, line ${before}`,
        expected: 'one line for each user, with all his items',
      });
    seen.set(id, at);
    for (const it of of) {
      user.push(id);
      item.push(it);
    }
  }
  return { user, item, value: null, at: null };
}

function readEvents(
  { shown }: NamedFile,
  lines: readonly Line[],
  layout: Extract<Layout, { kind: 'events' }>,
): TextEvents {
  const { cells, header, user, item, value, time } = layout;
  const rows = header ? lines.slice(1) : lines;
  if (rows.length === 0) throw fail('source/no-rows', { from: shown, columns: cells(lines[0]!.text).length });
  const out = {
    user: new Array<string>(rows.length),
    item: new Array<string>(rows.length),
    value: value < 0 ? null : new Float64Array(rows.length),
    at: time < 0 ? null : new Float64Array(rows.length),
  };
  const width = Math.max(user, item, value, time) + 1;
  rows.forEach(({ text, at }, r) => {
    const row = cells(text);
    const wrong = (problem: string, expected: string): Error =>
      fail('recommend/line', { file: shown, line: at, text, problem, expected });
    if (row.length < width)
      throw wrong(
        `it has ${row.length === 1 ? 'a single cell' : `${row.length} cells`}`,
        `at least ${width} as in the other lines`,
      );
    if (row[user] === '' || row[item] === '') throw wrong('the user or the item is empty', 'an id of each');
    out.user[r] = row[user]!;
    out.item[r] = row[item]!;
    if (out.value !== null) {
      out.value[r] = row[value] === '' ? Number.NaN : Number(row[value]);
      if (Number.isNaN(out.value[r]))
        throw wrong(`the value ${JSON.stringify(row[value])} is no number`, 'a number');
    }
    if (out.at !== null) {
      out.at[r] = instantOf(row[time]!);
      if (Number.isNaN(out.at[r]))
        throw wrong(
          `the time ${JSON.stringify(row[time])} is none`,
          'seconds or milliseconds since 1970, or a date',
        );
    }
  });
  return out;
}

/** Seconds since 1970 stay below this until the year 5138, and milliseconds are above it since 1973. */
const LEAST_MS = 1e11;

function instantOf(text: string): number {
  if (text === '') return Number.NaN;
  const number = Number(text);
  if (Number.isNaN(number)) return Date.parse(text);
  return number < LEAST_MS ? 1000 * number : number;
}

function numbered(
  { user, item, value, at }: TextEvents,
  users: Map<string, number>,
  items: Map<string, number>,
  atLeast: number | null,
): EventColumns {
  return {
    user: Int32Array.from(user, (id) => numberOf(id, users)),
    item: Int32Array.from(item, (id) => numberOf(id, items)),
    at,
    weight:
      value === null || atLeast === null ? null : Float32Array.from(value, (v) => (v >= atLeast ? 1 : -1)),
  };
}

function numberOf(id: string, known: Map<string, number>): number {
  const number = known.get(id);
  if (number !== undefined) return number;
  known.set(id, known.size);
  return known.size - 1;
}
