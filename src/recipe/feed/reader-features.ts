import type { Attribute } from '../../contracts/product-event.ts';
import type { ColumnSchema } from '../../table/schema.ts';
import { CodeMap } from './code-map.ts';
import type { FeedRules } from './event-roles.ts';
import {
  codeBlock,
  DAY_MS,
  type FeatureBlock,
  type FeedMoment,
  HOUR_MS,
  momentBlock,
  rowBlock,
} from './feature-blocks.ts';
import type { FeedDictionaries } from './feed-dictionaries.ts';
import type { KnownFeed } from './known-feed.ts';

const MINUTE_MS = 60_000;
/** The first day of 1970 was a Thursday; weeks begin on Mondays here. */
const FIRST_WEEKDAY = 3;

/** What is known of the reader, and of the moment. */
export function readerBlocks(
  { data }: FeedRules,
  posts: readonly ColumnSchema[],
  readers: readonly ColumnSchema[],
  dictionaries: FeedDictionaries,
): FeatureBlock[] {
  const numbers = readers.filter(({ type }) => type === 'continuous' || type === 'discrete');
  return [
    activityBlock,
    ...(dictionaries.reader === undefined ? [] : [readerBlock(data.events.reader, dictionaries.reader)]),
    ...readers.flatMap(({ name }) => {
      const learned = dictionaries[`reader:${name}`];
      return learned === undefined ? [] : [contextCode(`reader:${name}`, name, learned, readerValue(name))];
    }),
    ...numbers.map(({ name }) =>
      momentBlock([`reader:${name}`], (known, moment, values) => {
        values[0] = asNumber(readerValue(name)(known, moment));
      }),
    ),
    timeBlock,
    ...data.events.context.map(({ name, type }) => {
      const told = (_: KnownFeed, { context }: FeedMoment) => context[name] ?? null;
      if (type === 'nominal')
        return contextCode(`context:${name}`, name, dictionaries[`context:${name}`] ?? [], told);
      return momentBlock([`context:${name}`], (known, moment, values) => {
        values[0] = asNumber(told(known, moment));
      });
    }),
    ...matchedColumns({ data }, posts, readers).map(matchBlock),
  ];
}

/** Categories that posts have, and readers or moments by the same name: a language, a device. */
export function matchedColumns(
  { data }: Pick<FeedRules, 'data'>,
  posts: readonly ColumnSchema[],
  readers: readonly ColumnSchema[],
): readonly string[] {
  const told = [...readers.map(({ name }) => name), ...data.events.context.map(({ name }) => name)];
  return posts.flatMap(({ name, dictionary }) => (dictionary && told.includes(name) ? [name] : []));
}

const activityBlock = momentBlock(
  ['activity:events', 'activity:hoursSinceLast', 'activity:hourShare', 'session:shown', 'session:minutes'],
  ({ activity }, { reader, now }, values) => {
    values[0] = Math.log1p(activity.events(reader));
    values[1] = Math.log1p(activity.sinceLast(reader, now) / HOUR_MS);
    values[2] = activity.hourShare(reader, now);
    values[3] = activity.shownInSession(reader, now);
    values[4] = activity.sessionMs(reader, now) / MINUTE_MS;
  },
);

const timeBlock = momentBlock(['clock:hour', 'clock:weekday'], (_, { now }, values) => {
  values[0] = Math.floor(now / HOUR_MS) % 24;
  values[1] = (Math.floor(now / DAY_MS) + FIRST_WEEKDAY) % 7;
});

function readerBlock(source: string, learned: readonly string[]): FeatureBlock {
  const codes = new CodeMap(learned);
  return codeBlock('reader', source, learned.length, (known, { reader }) => {
    const code = reader < 0 ? Number.NaN : codes.find(known.readers.ids[reader]!);
    return () => code;
  });
}

type ReadValue = (known: KnownFeed, moment: FeedMoment) => Attribute;

/** What is known of a reader, by the name of the column; what the moment tells under the same name goes before. */
export const readerValue =
  (name: string): ReadValue =>
  ({ readers }, { reader, context }) => {
    const told = context[name];
    if (told !== undefined && told !== null) return told;
    const column = reader < 0 ? undefined : readers.catalogue.attributes.columns.get(name);
    if (column === undefined) return null;
    if (column.form === 'category') return column.dictionary[column.codes[reader]!] ?? null;
    return column.values[reader] ?? null;
  };

const asNumber = (value: Attribute): number => (typeof value === 'number' ? value : Number.NaN);

function contextCode(
  name: string,
  source: string,
  learned: readonly string[],
  read: ReadValue,
): FeatureBlock {
  const codes = new CodeMap(learned);
  return codeBlock(name, source, learned.length, (known, moment) => {
    const value = read(known, moment);
    const code = value === null ? Number.NaN : codes.find(String(value));
    return () => code;
  });
}

/** Whether the post has what the reader or the moment has under the same name: a language, a device. */
const matchBlock = (name: string): FeatureBlock =>
  rowBlock([`match:${name}`], (known, moment) => {
    const column = known.posts.attributes.columns.get(name);
    const own = readerValue(name)(known, moment);
    return (post, _, values) => {
      const value = column?.form === 'category' ? column.dictionary[column.codes[post]!] : undefined;
      values[0] = value === undefined || own === null ? Number.NaN : Number(value === String(own));
    };
  });
