import type { FeedHead } from '../../contracts/feed-design.ts';
import type { FeedSegment } from '../../contracts/feed-evaluation.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import type { Frame } from '../../table/frame.ts';

/** Pages of a reader while training from which on he is no longer new. */
const NEW_PAGES = 5;
/** Share of the authors shown most, who are called frequent. */
const FREQUENT = 0.1;
/** Values of a column of readers at most; all others are left out. */
const MOST_VALUES = 8;

/** Kinds of readers, or of rows. */
export interface SegmentOf {
  readonly column: FeedSegment['column'];
  readonly value: string;
  /** Whether pages of a reader, or a row of a post, belong to it. */
  readonly has: (index: number) => boolean;
}

/**
 * Segments of readers, each a test of a reader's index: new ones, those who never react, and by columns of their table.
 *
 * Passive = no positive head that is given another, or is not the first, came true in any of his training pages.
 */
export function readerSegments(
  log: FeedLog,
  train: FeedOccasions,
  heads: readonly FeedHead[],
  worth: Float64Array,
  columns: readonly string[],
): readonly SegmentOf[] {
  const pages = new Int32Array(log.readers.length);
  const reacted = new Uint8Array(log.readers.length);
  const opened = heads.findIndex(
    ({ kind, given }, h) => kind === 'binary' && given === null && worth[h]! > 0,
  );
  const reactions = heads.flatMap(({ kind }, h) =>
    kind === 'binary' && worth[h]! > 0 && h !== opened ? [h] : [],
  );
  for (let p = 0; p < train.size; p++) {
    const reader = train.reader[p]!;
    pages[reader]! += 1;
    for (let r = train.start[p]!; r < train.start[p + 1]!; r++)
      if (reactions.some((h) => train.truth[h]![r] === 1)) reacted[reader] = 1;
  }
  const isNew = (reader: number): boolean => pages[reader]! < NEW_PAGES;
  return [
    { column: 'reader', value: `new (under ${NEW_PAGES} pages)`, has: isNew },
    { column: 'reader', value: 'passive (never reacted)', has: (r) => !isNew(r) && reacted[r] === 0 },
    { column: 'reader', value: 'active (reacted)', has: (r) => !isNew(r) && reacted[r] === 1 },
    ...columns.flatMap((column) => columnSegments(log.readerAttributes, column)),
  ];
}

function columnSegments(frame: Frame | null, name: string): SegmentOf[] {
  const column = frame?.columns.get(name);
  if (column?.form !== 'category') return [];
  return column.dictionary.slice(0, MOST_VALUES).map((value, code) => ({
    column: name,
    value,
    has: (reader) => column.codes[reader] === code,
  }));
}

/** Segments of posts by how often their authors were shown in training, each a test of a post's index. */
export function authorSegments(
  log: FeedLog,
  train: FeedOccasions,
  author: string | null,
): readonly SegmentOf[] {
  const column = author === null ? undefined : log.catalogue.attributes.columns.get(author);
  if (column?.form !== 'category') return [];
  const times = new Int32Array(column.dictionary.length);
  for (const post of train.post) {
    const code = column.codes[post]!;
    if (code >= 0) times[code]! += 1;
  }
  const met = times.filter((n) => n > 0).sort();
  const often = met[Math.floor((1 - FREQUENT) * met.length)] ?? Number.POSITIVE_INFINITY;
  const of = (post: number): number => times[column.codes[post]!] ?? 0;
  return [
    { column: 'author', value: 'new (not shown in training)', has: (post) => of(post) === 0 },
    { column: 'author', value: 'of the tenth shown most', has: (post) => of(post) >= often && of(post) > 0 },
    { column: 'author', value: 'others', has: (post) => of(post) > 0 && of(post) < often },
  ];
}
