import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { truthOf } from './calibrate.ts';
import { simulateLog } from './log.ts';
import { parametersSha256 } from './parameter-hash.ts';
import type { Past } from './past.ts';
import { type Cell, EVENT_COLUMNS, eventCells, toldEvent, townTables } from './rows.ts';
import { logEndsAt, type Town } from './town.ts';

export interface LogOptions {
  readonly folder: string;
  /** csv: all tables. jsonl: the events as POST /v1/events takes them; the other tables stay CSV. */
  readonly format: 'csv' | 'jsonl';
  /** Nothing of this instant or later; left out, the days of the town's size. */
  readonly until?: number;
}

export interface WrittenLog {
  readonly parametersSha256: string;
  readonly seed: number;
  readonly startAt: number;
  readonly until: number;
  /** Events by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Write events.csv or events.jsonl, posts.csv, readers.csv, authors.csv, follows.csv, friendships.csv, and world.json
 * that says of what they are made.
 *
 * @returns what world.json holds, and what readers have seen by then: to go on from
 */
export function writeLog(town: Town, options: LogOptions): { written: WrittenLog; past: Past } {
  const { folder, format, until = logEndsAt(town) } = options;
  mkdirSync(folder, { recursive: true });
  const rows: Record<string, number> = {};
  for (const table of townTables(town, until)) {
    const file = lineWriter(join(folder, `${table.name}.csv`));
    file.line(table.columns.join(','));
    for (const row of table.rows) file.line(csvLine(row));
    rows[table.name] = file.end() - 1;
  }
  const counts: Record<string, number> = {};
  const events = lineWriter(join(folder, `events.${format}`));
  if (format === 'csv') events.line(EVENT_COLUMNS.join(','));
  let number = 0;
  const past = simulateLog(
    town,
    truthOf(town),
    (event) => {
      const told = toldEvent(town, event, number++);
      events.line(format === 'csv' ? csvLine(eventCells(told)) : JSON.stringify(told));
      counts[event.action] = (counts[event.action] ?? 0) + 1;
    },
    until,
  );
  events.end();
  rows.events = number;
  const written = {
    parametersSha256: parametersSha256(),
    seed: town.seed,
    startAt: town.startAt,
    until,
    counts,
    rows,
  };
  writeFileSync(
    join(folder, 'world.json'),
    `${JSON.stringify({ made: 'all of it, by examples/news-feed/world', ...written, parameters: town.parameters }, null, 2)}\n`,
  );
  return { written, past };
}

/** RFC 4180: quoted where a comma, a quote or a line break stands in it. */
const csvLine = (cells: readonly Cell[]): string =>
  cells
    .map((cell) => {
      if (cell === null) return '';
      if (typeof cell === 'number') return String(cell);
      return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join(',');

const CHUNK_LINES = 8192;

function lineWriter(path: string): { line(text: string): void; end(): number } {
  const file = openSync(path, 'w');
  let lines: string[] = [];
  let count = 0;
  const flush = (): void => {
    if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  return {
    line(text) {
      count++;
      if (lines.push(text) === CHUNK_LINES) flush();
    },
    end() {
      flush();
      closeSync(file);
      return count;
    },
  };
}
