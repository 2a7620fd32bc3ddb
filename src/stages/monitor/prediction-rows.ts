import type { Cursor } from '../../contracts/monitoring.ts';
import type { PredictionLine, StoredRecord } from '../../contracts/record.ts';
import type { Journal } from '../../ports/journal.ts';

/** A served prediction, and where it stands in the journal. */
export interface PredictionRow extends PredictionLine {
  readonly id: string;
  readonly place: Cursor;
}

export interface RowQuery {
  readonly system: string;
  /** Rows at most: the newest. */
  readonly most: number;
  /** Only rows after this place. */
  readonly after: Cursor | null;
  /** Only records written since, ms. */
  readonly since: number | null;
  /** Only rows that this version answered. */
  readonly version: number | null;
}

/**
 * The newest predictions that the query asks for, oldest first.
 *
 * Reads as many records as it needs and no more than twice that; cost grows with `most`, not with the journal, as
 * long as the version asked for is one that answers.
 */
export async function newestRows(journal: Journal, query: RowQuery): Promise<PredictionRow[]> {
  for (let limit = Math.max(64, Math.ceil(query.most / 32)); ; limit *= 4) {
    const records = await journal.read({
      kind: 'predictions',
      system: query.system,
      newestFirst: true,
      limit,
      ...(query.after === null ? {} : { after: query.after.seq - 1 }),
      ...(query.since === null ? {} : { since: query.since }),
    });
    const rows: PredictionRow[] = [];
    for (const record of records) {
      if (rows.length >= query.most) break;
      const lines = rowsOf(record).filter((row) => wanted(row, query));
      rows.push(...lines.reverse());
    }
    if (rows.length >= query.most || records.length < limit) return rows.slice(0, query.most).reverse();
  }
}

/** The lines of one record, in order. */
export const rowsOf = (record: StoredRecord): PredictionRow[] =>
  record.body === ''
    ? []
    : record.body.split('\n').map((text, line) => ({
        ...(JSON.parse(text) as PredictionLine),
        id: `${record.id}.${line}`,
        place: { seq: record.seq, line },
      }));

function wanted({ version, place }: PredictionRow, query: RowQuery): boolean {
  if (query.version !== null && version !== query.version) return false;
  const { after } = query;
  return after === null || place.seq > after.seq || (place.seq === after.seq && place.line > after.line);
}
