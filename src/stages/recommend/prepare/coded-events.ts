import type { EventColumnNames } from '../../../design/recommend/resolve-tables.ts';
import { type CategoryColumn, MISSING, type TextColumn } from '../../../table/column.ts';
import { columnOf, type Frame } from '../../../table/frame.ts';

/** Share of events that must have a time, for times to be of use; the few others are then left out. */
export const TIMED = 0.99;

/** Events with users and items as indices, in the order of the rows; rows without one of the two are left out. */
export interface CodedEvents {
  /** In the order in which the rows meet them. */
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  /** [events] */
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** [events] milliseconds since 1970, NaN unknown; null where no column tells. */
  readonly at: Float64Array | null;
  /** [events] NaN unknown; null where no column tells. */
  readonly value: Float64Array | null;
  /** [events] null where no column tells. */
  readonly action: CategoryColumn | null;
  /** Rows that lack the user, the item, or both. */
  readonly dropped: number;
  /** Events left out because nearly all others have a time. */
  readonly untimed: number;
}

/** Read events out of the columns of their table. O(rows). */
export function codeEvents(frame: Frame, names: EventColumnNames): CodedEvents {
  const users = textOf(frame, names.user);
  const items = textOf(frame, names.item);
  const named = Int32Array.from(users.keys()).filter((i) => users[i] !== null && items[i] !== null);
  const times = names.time === null ? null : numbersOf(frame, names.time);
  const timed = times === null ? named : named.filter((i) => !Number.isNaN(times[i]!));
  const kept = timed.length >= TIMED * named.length ? timed : named;
  const user = indexed(users, kept);
  const item = indexed(items, kept);
  const numbers = (name: string | null): Float64Array | null => {
    const values = name === null ? null : numbersOf(frame, name);
    return values && Float64Array.from(kept, (i) => values[i]!);
  };
  const at = numbers(names.time);
  const type = frame.schema.find((c) => c.name === names.time)?.type;
  if (at !== null && type !== 'timestamp') toMilliseconds(at);
  return {
    userIds: user.ids,
    itemIds: item.ids,
    user: user.codes,
    item: item.codes,
    at,
    value: numbers(names.value),
    action: actionsOf(frame, names.action, kept),
    dropped: frame.rows - named.length,
    untimed: named.length - kept.length,
  };
}

function numbersOf(frame: Frame, name: string): Float64Array {
  const column = columnOf(frame, name);
  if (column.form !== 'number') throw new Error(`${name} was not shaped as numbers`);
  return column.values;
}

function textOf(frame: Frame, name: string): TextColumn['values'] {
  const column = columnOf(frame, name);
  if (column.form !== 'text') throw new Error(`${name} was not shaped as text`);
  return column.values;
}

function actionsOf(frame: Frame, name: string | null, rows: Int32Array): CategoryColumn | null {
  if (name === null) return null;
  const column = columnOf(frame, name);
  if (column.form !== 'category') throw new Error(`${name} was not shaped as a category`);
  return { ...column, codes: rows.map((i) => column.codes[i] ?? MISSING) };
}

/** Number the values in the order in which they are met. */
function indexed(values: TextColumn['values'], rows: Int32Array): { ids: string[]; codes: Int32Array } {
  const known = new Map<string, number>();
  const codes = new Int32Array(rows.length);
  rows.forEach((row, i) => {
    const value = values[row]!;
    let code = known.get(value);
    if (code === undefined) {
      code = known.size;
      known.set(value, code);
    }
    codes[i] = code;
  });
  return { ids: [...known.keys()], codes };
}

/** Largest instants in seconds, milliseconds and microseconds that are taken for such: some thousand years from now. */
const SCALES = [
  [1e11, 1000],
  [1e14, 1],
  [1e17, 1e-3],
  [Infinity, 1e-6],
] as const;

/** Seconds, milliseconds, micro- or nanoseconds since 1970, told from the largest, become milliseconds. In place. */
export function toMilliseconds(at: Float64Array): void {
  let largest = 0;
  for (const t of at) if (Math.abs(t) > largest) largest = Math.abs(t);
  const factor = SCALES.find(([most]) => largest < most)?.[1] ?? 1;
  for (let i = 0; i < at.length; i++) at[i]! *= factor;
}
