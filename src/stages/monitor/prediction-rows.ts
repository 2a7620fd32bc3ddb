import type { Cursor } from '../../contracts/monitoring.ts';
import { type PredictionLine, predictionLines, type StoredRecord } from '../../contracts/record.ts';
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
  /** Only rows that this version answered; null = of any. */
  readonly version: number | null;
}

const RECORDS_A_READ = 100;

/**
 * The newest predictions that the query asks for, oldest first.
 *
 * Cost grows with `most`, not with the journal, as long as the version asked for is one that answers.
 */
export async function newestRows(journal: Journal, query: RowQuery): Promise<PredictionRow[]> {
  const newestFirst: PredictionRow[] = [];
  for (let before: number | undefined; newestFirst.length < query.most; ) {
    const records = await journal.read({
      kind: 'predictions',
      system: query.system,
      newestFirst: true,
      limit: RECORDS_A_READ,
      ...(before !== undefined && { before }),
      ...(query.after !== null && { after: query.after.seq - 1 }),
      ...(query.since !== null && { since: query.since }),
    });
    for (const record of records) {
      if (newestFirst.length >= query.most) break;
      const rows = rowsOf(record).filter((row) => isWanted(row, query));
      newestFirst.push(...rows.reverse());
    }
    if (records.length < RECORDS_A_READ) break;
    before = records.at(-1)!.seq;
  }
  return newestFirst.slice(0, query.most).reverse();
}

/** The predictions of one record, in order. */
export const rowsOf = (record: StoredRecord): PredictionRow[] =>
  predictionLines(record).map((prediction, line) => ({
    ...prediction,
    id: `${record.id}.${line}`,
    place: { seq: record.seq, line },
  }));

function isWanted({ version, place }: PredictionRow, query: RowQuery): boolean {
  if (query.version !== null && version !== query.version) return false;
  const { after } = query;
  return after === null || place.seq > after.seq || (place.seq === after.seq && place.line > after.line);
}
