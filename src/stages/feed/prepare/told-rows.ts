import type { FeedDesign } from '../../../contracts/feed-design.ts';
import { numberFrom } from '../../../recipe/live-items.ts';
import { appendFrame } from '../../../table/append-frame.ts';
import {
  type CategoryColumn,
  type Column,
  categoryColumn,
  MISSING,
  numberColumn,
  textColumn,
} from '../../../table/column.ts';
import type { Frame } from '../../../table/frame.ts';
import { textOf } from '../../recommend/prepare/coded-events.ts';
import type { ToldAction } from '../../told-events.ts';
import { instantsOf } from './feed-log.ts';

type EventNames = FeedDesign['data']['events'];

/** Columns that sources may lack and that what was told has. */
const OWN = {
  value: '$value',
  request: '$request',
  position: '$position',
  propensity: '$propensity',
} as const;

/** Events as a table, and what its columns are called. */
export interface EventTable {
  readonly events: Frame;
  readonly names: EventNames;
}

/**
 * Events of the sources, then those that were told. An event of both (reader, post, second and type) counts once, for sources
 * may be exports of what was told; what was told twice is two events, as it is while serving. O(events).
 */
export function withToldActions({ events, names }: EventTable, actions: readonly ToldAction[]): EventTable {
  const all: EventNames = {
    ...names,
    value: names.value ?? OWN.value,
    request: names.request ?? OWN.request,
    position: names.position ?? OWN.position,
    propensity: names.propensity ?? OWN.propensity,
  };
  const at = instantsOf(events, names.at);
  const fresh = unknownOf(events, names, at, actions);
  const rows = events.rows;
  const cells = new Map<string, (action: ToldAction) => unknown>([
    [all.reader, ({ user }) => user],
    [all.post, ({ item }) => item],
    [all.type, ({ type }) => type],
    [all.at, ({ at: instant }) => instant],
    [all.value!, ({ value }) => value],
    [all.request!, ({ requestId }) => requestId],
    [all.position!, ({ position }) => position],
    [all.propensity!, ({ propensity }) => propensity],
    ...names.context.map(({ name }) => [name, ({ context }: ToldAction) => context?.[name]] as const),
  ]);
  const columns = new Map<string, Column>();
  const more = new Map<string, Column>();
  for (const [name, value] of cells) {
    const own = name === all.at ? numberColumn(at) : (events.columns.get(name) ?? emptyColumn(name, rows));
    const [grown, added] = both(own, fresh.map(value));
    columns.set(name, grown);
    more.set(name, added);
  }
  const type = events.schema.find((c) => c.name === names.at)!;
  const schema = [...columns.keys()].map((name) =>
    name === names.at
      ? { ...type, type: 'timestamp' as const }
      : (events.schema.find((c) => c.name === name) ?? { name, type: 'continuous' as const }),
  );
  const whole = { rows, schema, columns };
  return {
    events: appendFrame(whole, { rows: fresh.length, schema, columns: more }),
    names: all,
  };
}

/** Those that the sources do not have. */
function unknownOf(
  events: Frame,
  { reader, post, type }: EventNames,
  at: Float64Array,
  actions: readonly ToldAction[],
): ToldAction[] {
  const key = (...of: readonly unknown[]): string => of.join('\0');
  const second = (instant: number): number => Math.floor(instant / 1000);
  const there = new Set<string>();
  // Only who was told of can be there twice: sources hold many more.
  const told = new Set(actions.map(({ user }) => user));
  const who = textOf(events, reader);
  const about = textOf(events, post);
  const { codes, dictionary } = events.columns.get(type) as CategoryColumn;
  who.forEach((id, row) => {
    if (id !== null && told.has(id))
      there.add(key(id, about[row], dictionary[codes[row]!], second(at[row]!)));
  });
  return actions.filter(
    ({ user, item, type: what, at: when }) => !there.has(key(user, item, what, second(when))),
  );
}

const emptyColumn = (name: string, rows: number): Column =>
  name === OWN.request
    ? textColumn(new Array(rows).fill(null))
    : numberColumn(new Float64Array(rows).fill(Number.NaN));

/** A column, and these values as one like it; both know the categories of the other. */
function both(column: Column, values: readonly unknown[]): readonly [Column, Column] {
  const text = (value: unknown): string | null => (value == null ? null : String(value));
  if (column.form === 'text') return [column, textColumn(values.map(text))];
  if (column.form === 'number') {
    const number = (value: unknown): number =>
      typeof value === 'number' || typeof value === 'string' ? numberFrom(value, undefined) : Number.NaN;
    return [column, numberColumn(Float64Array.from(values, number))];
  }
  const dictionary = [...new Set([...column.dictionary, ...values.flatMap((value) => text(value) ?? [])])];
  const codeOf = new Map(dictionary.map((value, code) => [value, code]));
  const codes = Int32Array.from(values, (value) => codeOf.get(text(value) ?? '') ?? MISSING);
  return [categoryColumn(column.codes, dictionary), categoryColumn(codes, dictionary)];
}
