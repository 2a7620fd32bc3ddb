import type { Cursor } from '../../contracts/monitoring.ts';
import type { StoredRecord } from '../../contracts/record.ts';
import { type SlateLine, slateLines } from '../../contracts/slate-line.ts';
import type { Journal } from '../../ports/journal.ts';
import { type LineQuery, newestLines } from './newest-lines.ts';

/** A slate as it was shown, and where it stands in the journal. */
export interface SlateRow extends SlateLine {
  readonly id: string;
  readonly place: Cursor;
}

/** The newest slates that the query asks for, oldest first; those of users who were erased are left out. */
export const newestSlates = (journal: Journal, query: LineQuery): Promise<SlateRow[]> =>
  newestLines(journal, 'slates', slateRows, query);

/** The slates of one record, in order. */
export const slateRows = (record: StoredRecord): SlateRow[] =>
  slateLines(record).flatMap((slate, line) =>
    'erased' in slate ? [] : [{ ...slate, id: `${record.id}.${line}`, place: { seq: record.seq, line } }],
  );
