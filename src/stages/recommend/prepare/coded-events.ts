import type { EventColumnNames } from '../../../design/recommend/resolve-tables.ts';
import { type CategoryColumn, MISSING, type TextColumn } from '../../../table/column.ts';
import { columnOf, type Frame } from '../../../table/frame.ts';
import type { Impressions } from '../../../table/impressions.ts';

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
  /** [events] number of the slate that it followed from, -1 unknown; null where no column tells. */
  readonly request: Int32Array | null;
  /** What users were shown, which is none of their deeds; null where the design names no impressions. */
  readonly shown: ShownEvents | null;
  /** Rows that lack the user, the item, or both. */
  readonly dropped: number;
  /** Events left out because nearly all others have a time. */
  readonly untimed: number;
}

/** Impressions in the order of the rows, not labelled yet; of some the time may be unknown (NaN). */
export type ShownEvents = Omit<Impressions, 'gain'>;

/** Read events out of the columns of their table; those with the action `impression` are what users were shown. O(rows). */
export function codeEvents(
  frame: Frame,
  names: EventColumnNames,
  impression: string | null = null,
): CodedEvents {
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
  const all: CodedEvents = {
    userIds: user.ids,
    itemIds: item.ids,
    user: user.codes,
    item: item.codes,
    at,
    value: numbers(names.value),
    action: actionsOf(frame, names.action, kept),
    request: names.request == null ? null : codesOf(textOf(frame, names.request), kept),
    shown: null,
    dropped: frame.rows - named.length,
    untimed: named.length - kept.length,
  };
  if (impression === null) return all;
  return withoutShown(all, impression, numbers(names.position ?? null), numbers(names.propensity ?? null));
}

/** Events and impressions apart. */
function withoutShown(
  all: CodedEvents,
  impression: string,
  position: Float64Array | null,
  propensity: Float64Array | null,
): CodedEvents {
  const code = all.action?.dictionary.indexOf(impression) ?? -1;
  const rows = Int32Array.from(all.user.keys());
  const isShown = (i: number): boolean => code >= 0 && all.action!.codes[i] === code;
  const shown = rows.filter(isShown);
  const done = rows.filter((i) => !isShown(i));
  const codes = (values: Int32Array, of: Int32Array): Int32Array => of.map((i) => values[i]!);
  const numbers = (values: Float64Array | null, of: Int32Array): Float64Array =>
    Float64Array.from(of, (i) => values?.[i] ?? Number.NaN);
  return {
    ...all,
    user: codes(all.user, done),
    item: codes(all.item, done),
    at: all.at && numbers(all.at, done),
    value: all.value && numbers(all.value, done),
    action: all.action && { ...all.action, codes: codes(all.action.codes as Int32Array, done) },
    request: all.request && codes(all.request, done),
    shown: {
      user: codes(all.user, shown),
      item: codes(all.item, shown),
      at: numbers(all.at, shown),
      request: all.request === null ? new Int32Array(shown.length).fill(-1) : codes(all.request, shown),
      position: numbers(position, shown),
      propensity: numbers(propensity, shown),
    },
  };
}

/** The values numbered as met, -1 where there is none. */
function codesOf(values: TextColumn['values'], rows: Int32Array): Int32Array {
  const known = new Map<string, number>();
  return rows.map((row) => {
    const value = values[row];
    if (value == null) return -1;
    if (!known.has(value)) known.set(value, known.size);
    return known.get(value)!;
  });
}

export function numbersOf(frame: Frame, name: string): Float64Array {
  const column = columnOf(frame, name);
  if (column.form !== 'number') throw new Error(`${name} was not shaped as numbers`);
  return column.values;
}

export function textOf(frame: Frame, name: string): TextColumn['values'] {
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
