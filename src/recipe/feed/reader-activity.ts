import type { State, Tensor } from '../../contracts/state.ts';
import { RowChunks } from '../../table/row-chunks.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** A reader who did nothing for so long begins a new session. */
const SESSION_GAP_MS = 30 * 60_000;
/** Cells of a reader: newest event, beginning of the session, posts shown in it, all events, then events by hour. */
const NEWEST = 0;
const BEGAN = 1;
const SHOWN = 2;
const EVENTS = 3;
const BY_HOUR = 4;
const WIDTH = BY_HOUR + HOURS;

/** When each reader is here: his sessions, and the hours of the day (UTC) of his events. 224 bytes a reader. */
export class ReaderActivity {
  readonly #rows = new RowChunks(WIDTH, (length) => new Float64Array(length));

  note(reader: number, at: number, shown: boolean): void {
    this.#reach(reader);
    const from = this.#rows.fromOf(reader);
    const cells = this.#rows.chunkOf(reader);
    if (!(at - cells[from + NEWEST]! <= SESSION_GAP_MS)) {
      cells[from + BEGAN] = at;
      cells[from + SHOWN] = 0;
    }
    if (!(cells[from + NEWEST]! >= at)) cells[from + NEWEST] = at;
    if (shown) cells[from + SHOWN]! += 1;
    cells[from + EVENTS]! += 1;
    cells[from + BY_HOUR + hourOf(at)]! += 1;
  }

  events(reader: number): number {
    return this.#knows(reader) ? this.#cell(reader, EVENTS) : 0;
  }

  /** Milliseconds since the newest event; NaN = there is none. */
  sinceLast(reader: number, now: number): number {
    return this.#knows(reader) ? Math.max(0, now - this.#cell(reader, NEWEST)) : Number.NaN;
  }

  /** Posts that the reader was shown in the session that an instant falls into. */
  shownInSession(reader: number, now: number): number {
    return this.sinceLast(reader, now) <= SESSION_GAP_MS ? this.#cell(reader, SHOWN) : 0;
  }

  /** Milliseconds since that session began; 0 = it begins now. */
  sessionMs(reader: number, now: number): number {
    return this.sinceLast(reader, now) <= SESSION_GAP_MS ? Math.max(0, now - this.#cell(reader, BEGAN)) : 0;
  }

  /** Share of the events of a reader in this hour of the day and those beside it; NaN without events. */
  hourShare(reader: number, now: number): number {
    if (!this.#knows(reader)) return Number.NaN;
    const from = this.#rows.fromOf(reader);
    const cells = this.#rows.chunkOf(reader);
    const hour = hourOf(now);
    let near = 0;
    for (const h of [hour + HOURS - 1, hour, hour + 1]) near += cells[from + BY_HOUR + (h % HOURS)]!;
    return near / cells[from + EVENTS]!;
  }

  erase(reader: number): void {
    if (reader < this.#rows.size) this.#start(reader);
  }

  state(): Readonly<Record<string, Tensor>> {
    return { cells: this.#rows.joined() };
  }

  /** Throws Error when the array is of something else. */
  restore({ cells }: State['arrays']): void {
    if (!(cells instanceof Float64Array) || cells.length % WIDTH !== 0)
      throw new Error(`${WIDTH} cells a reader were expected`);
    this.#rows.take(cells as Float64Array<ArrayBuffer>);
  }

  #cell(reader: number, cell: number): number {
    return this.#rows.chunkOf(reader)[this.#rows.fromOf(reader) + cell]!;
  }

  #knows(reader: number): boolean {
    return reader >= 0 && reader < this.#rows.size && this.#cell(reader, EVENTS) > 0;
  }

  #start(reader: number): void {
    const [cells, from] = [this.#rows.chunkOf(reader), this.#rows.fromOf(reader)];
    cells.fill(0, from, from + WIDTH);
    cells[from + NEWEST] = Number.NaN;
  }

  #reach(reader: number): void {
    const before = this.#rows.size;
    this.#rows.reach(reader + 1);
    for (let r = before; r <= reader; r++) this.#start(r);
  }
}

const hourOf = (at: number): number => ((Math.floor(at / HOUR_MS) % HOURS) + HOURS) % HOURS;
