import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import type { FeedRules } from './event-roles.ts';

/** Values by name of the column, code = place: what category features are told by. */
export type FeedDictionaries = Readonly<Record<string, readonly string[]>>;

/** One that is met in fewer occasions is not told from others: nothing could be learned of it alone. */
const FEWEST = 5;

/**
 * The readers, authors and topics that were met in at least five of the first occasions, and the values of attributes: in
 * the order in which the log has them. Learned from training occasions alone.
 *
 * @param occasions how many of them, from the first, are for training
 */
export function feedDictionaries(
  rules: FeedRules,
  log: FeedLog,
  occasions: FeedOccasions,
  training: number,
): FeedDictionaries {
  const { posts } = rules.data;
  const rows = occasions.start[training]!;
  const met = (size: number, codeOf: (row: number) => number): number[] => {
    const times = new Int32Array(size);
    for (let row = 0; row < rows; row++) {
      const code = codeOf(row);
      if (code >= 0 && code < size) times[code]! += 1;
    }
    return [...times.keys()].filter((code) => times[code]! >= FEWEST);
  };
  const readers = new Int32Array(log.readers.length);
  for (let o = 0; o < training; o++) readers[occasions.reader[o]!]! += 1;
  const dictionaries: Record<string, readonly string[]> = {
    reader: log.readers.filter((_, r) => readers[r]! >= FEWEST),
  };
  for (const { name } of log.catalogue.attributes.schema) {
    const column = log.catalogue.attributes.columns.get(name)!;
    if (column.form !== 'category' || name === posts.group) continue;
    const codes = met(column.dictionary.length, (row) => column.codes[occasions.post[row]!]!);
    dictionaries[`post:${name}`] = codes.map((code) => column.dictionary[code]!);
  }
  for (const [prefix, frame] of [
    ['reader', log.readerAttributes],
    ['context', log.context],
  ] as const)
    for (const [name, column] of frame?.columns ?? [])
      if (column.form === 'category') dictionaries[`${prefix}:${name}`] = column.dictionary;
  return dictionaries;
}
