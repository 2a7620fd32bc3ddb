import type { RecordKind, StoredRecord } from '../contracts/record.ts';
import type { Journal } from '../ports/journal.ts';

const RECORDS_A_READ = 1000;

/** All records of a kind of a system, oldest first, some at a time; only those before a place where one is given. */
export async function* recordsOf(
  journal: Journal,
  kind: RecordKind,
  system: string,
  before?: number,
): AsyncGenerator<readonly StoredRecord[]> {
  for (let after = 0; ; ) {
    const records = await journal.read({
      kind,
      system,
      after,
      limit: RECORDS_A_READ,
      ...(before !== undefined && { before }),
    });
    if (records.length > 0) yield records;
    if (records.length < RECORDS_A_READ) return;
    after = records.at(-1)!.seq;
  }
}
