import type { Cursor } from '../../contracts/monitoring.ts';
import { type PredictionLine, predictionLines, type StoredRecord } from '../../contracts/record.ts';
import type { Journal } from '../../ports/journal.ts';
import { type LineQuery, newestLines } from './newest-lines.ts';

/** A served prediction, and where it stands in the journal. */
export interface PredictionRow extends PredictionLine {
  readonly id: string;
  readonly place: Cursor;
}

/** The newest predictions that the query asks for, oldest first. */
export const newestRows = (journal: Journal, query: LineQuery): Promise<PredictionRow[]> =>
  newestLines(journal, 'predictions', rowsOf, query);

/** The predictions of one record, in order. */
export const rowsOf = (record: StoredRecord): PredictionRow[] =>
  predictionLines(record).map((prediction, line) => ({
    ...prediction,
    id: `${record.id}.${line}`,
    place: { seq: record.seq, line },
  }));
