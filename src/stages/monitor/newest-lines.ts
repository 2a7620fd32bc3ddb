import type { Cursor } from '../../contracts/monitoring.ts';
import type { RecordKind, StoredRecord } from '../../contracts/record.ts';
import type { Journal } from '../../ports/journal.ts';

/** What was answered once, and where it stands in the journal. */
interface LoggedLine {
  readonly version: number;
  readonly place: Cursor;
}

export interface LineQuery {
  readonly system: string;
  /** Lines at most: the newest. */
  readonly most: number;
  /** Only lines after this place. */
  readonly after: Cursor | null;
  /** Only records written since, ms. */
  readonly since: number | null;
  /** Only lines that this version answered; null = of any. */
  readonly version: number | null;
}

const RECORDS_A_READ = 100;

/**
 * The newest lines of a log that the query asks for, oldest first.
 *
 * Cost grows with `most`, not with the journal, as long as the version asked for is one that answers.
 */
export async function newestLines<L extends LoggedLine>(
  journal: Journal,
  kind: RecordKind,
  linesOf: (record: StoredRecord) => readonly L[],
  query: LineQuery,
): Promise<L[]> {
  const newestFirst: L[] = [];
  for (let before: number | undefined; newestFirst.length < query.most; ) {
    const records = await journal.read({
      kind,
      system: query.system,
      newestFirst: true,
      limit: RECORDS_A_READ,
      ...(before !== undefined && { before }),
      ...(query.after !== null && { after: query.after.seq - 1 }),
      ...(query.since !== null && { since: query.since }),
    });
    for (const record of records) {
      if (newestFirst.length >= query.most) break;
      const lines = linesOf(record).filter((line) => isWanted(line, query));
      newestFirst.push(...lines.reverse());
    }
    if (records.length < RECORDS_A_READ) break;
    before = records.at(-1)!.seq;
  }
  return newestFirst.slice(0, query.most).reverse();
}

function isWanted({ version, place }: LoggedLine, query: LineQuery): boolean {
  if (query.version !== null && version !== query.version) return false;
  const { after } = query;
  return after === null || place.seq > after.seq || (place.seq === after.seq && place.line > after.line);
}
