import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Ack, JournalRecord, RecordKind, StoredRecord } from '../../contracts/record.ts';
import type { JournalCheck, JournalQuery } from '../../ports/journal.ts';
import { Refusal, refuse } from './refusal.ts';
import { migrate, storeVersion } from './schema.ts';

/** The journal as a file, with calls that block: used inside the journal's own thread. */
export interface Store {
  /** One transaction, synced to disk when it returns: every call of `group` is in the file, or none is. */
  appendAll(group: readonly (readonly JournalRecord[])[]): (readonly Ack[])[];
  read(query: JournalQuery): StoredRecord[];
  erase(changes: readonly { readonly seq: number; readonly body: string }[]): void;
  find(kind: RecordKind, system: string, id: string): StoredRecord | undefined;
  verify(): JournalCheck;
  close(): void;
}

/**
 * synchronous=FULL: in simulated power cuts NORMAL lost acknowledged rows, FULL none. Checkpoints every 16 MB, because
 * each syncs twice.
 */
const SETTINGS = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;`;

/** Problems that `verify` lists before it only counts. */
const MOST_PROBLEMS = 20;

/** Open the journal file at `path`, made or migrated when opened for writing. A file that is not there reads as empty. */
export function openStore(path: string, mode: 'write' | 'read'): Store {
  if (mode === 'read' && !existsSync(path)) return emptyStore(path);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: mode === 'read', timeout: 5000 });
    if (mode === 'read') {
      if (storeVersion(db, path) === 0) {
        db.close();
        return emptyStore(path);
      }
    } else {
      storeVersion(db, path);
      db.exec(SETTINGS);
      migrate(db, path);
    }
    return storeOf(db, path);
  } catch (error) {
    if (db?.isOpen) db.close();
    throw refusalOf(error, path);
  }
}

function storeOf(db: DatabaseSync, path: string): Store {
  const insert = db.prepare(
    'INSERT INTO record (seq, kind, system, id, at, body, crc32) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, system, id) WHERE id IS NOT NULL DO NOTHING',
  );
  const byId = db.prepare('SELECT * FROM record WHERE kind = ? AND system = ? AND id = ?');
  let broken: Refusal | undefined;
  let next = 1 + Number(db.prepare('SELECT max(seq) AS last FROM record').get()?.last ?? 0);
  return {
    appendAll(group) {
      if (broken !== undefined) throw broken;
      const before = next;
      try {
        db.exec('BEGIN IMMEDIATE');
        const acks = group.map((records) => records.map((record) => appendOne(insert, record, next)));
        db.exec('COMMIT');
        return acks;
      } catch (error) {
        next = before;
        if (db.isTransaction) db.exec('ROLLBACK');
        const refusal = refusalOf(error, path);
        // After a failed sync nobody knows what the disk holds: only opening the file anew can tell.
        if (refusal.code === 'journal/failed') broken = refusal;
        throw refusal;
      }
    },
    read: (query) => readRecords(db, query, path),
    erase(changes) {
      try {
        eraseBodies(db, changes, path);
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw refusalOf(error, path);
      }
    },
    find(kind, system, id) {
      const row = byId.get(kind, system, id);
      return row === undefined ? undefined : checkedRecord(row, path);
    },
    verify: () => verifyRecords(db),
    close: () => db.close(),
  };

  function appendOne(statement: StatementSync, record: JournalRecord, seq: number): Ack {
    const { kind, system, id, at, body } = record;
    const { changes } = statement.run(seq, kind, system, id, at, body, checksum({ ...record, seq }));
    if (changes === 0) return { result: 'duplicate' };
    next = seq + 1;
    return { result: 'stored', seq };
  }
}

/** CRC-32 of everything that the record says, its sequence number included. */
function checksum(record: StoredRecord): number {
  const head = JSON.stringify([record.seq, record.kind, record.system, record.id, record.at]);
  return crc32(record.body, crc32(head));
}

function readRecords(db: DatabaseSync, query: JournalQuery, path: string): StoredRecord[] {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const only = (condition: string, value: SQLInputValue | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    values.push(value);
  };
  only('kind = ?', query.kind);
  only('system = ?', query.system);
  only('seq > ?', query.after);
  only('seq < ?', query.before);
  only('at >= ?', query.since);
  const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  const order = query.newestFirst === true ? 'DESC' : 'ASC';
  const sql = `SELECT * FROM record ${filter} ORDER BY seq ${order} LIMIT ?`;
  return db
    .prepare(sql)
    .all(...values, query.limit ?? -1)
    .map((row) => checkedRecord(row, path));
}

/**
 * Write other bodies over those of some records. SQLite clears what they leave in the file (secure_delete), and the log
 * that still holds it is written back and cut off.
 */
function eraseBodies(
  db: DatabaseSync,
  changes: readonly { readonly seq: number; readonly body: string }[],
  path: string,
): void {
  const find = db.prepare('SELECT * FROM record WHERE seq = ?');
  const change = db.prepare('UPDATE record SET body = ?, crc32 = ? WHERE seq = ?');
  db.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE');
  for (const { seq, body } of changes) {
    const row = find.get(seq);
    if (row !== undefined) change.run(body, checksum({ ...checkedRecord(row, path), body }), seq);
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
}

function verifyRecords(db: DatabaseSync): JournalCheck {
  const problems: string[] = [];
  let count = 0;
  let records = 0;
  let lastSeq = 0;
  const note = (problem: string): void => {
    count++;
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  try {
    for (const row of db.prepare('PRAGMA quick_check').all())
      if (row.quick_check !== 'ok') note(`SQLite: ${row.quick_check}`);
    for (const row of db.prepare('SELECT * FROM record ORDER BY seq').iterate()) {
      const record = recordOf(row);
      if (record.seq !== lastSeq + 1) note(`records ${lastSeq + 1} to ${record.seq - 1} are missing`);
      if (checksum(record) !== row.crc32) note(`record ${record.seq} does not match its CRC`);
      lastSeq = record.seq;
      records++;
    }
  } catch (error) {
    note(`the file cannot be read on after record ${lastSeq}: ${(error as Error).message}`);
  }
  if (count > problems.length) problems.push(`and ${count - problems.length} more`);
  return { records, lastSeq, problems };
}

/** The record of a row, as it was written: what the disk changed since is refused, and never answered with. */
function checkedRecord(row: Record<string, unknown>, path: string): StoredRecord {
  const record = recordOf(row);
  if (checksum(record) !== row.crc32) throw refuse('journal/damaged', { path, seq: record.seq });
  return record;
}

function recordOf(row: Record<string, unknown>): StoredRecord {
  const { seq, kind, system, id, at, body } = row as unknown as StoredRecord;
  return { seq, kind, system, id, at, body };
}

function emptyStore(path: string): Store {
  return {
    appendAll() {
      throw refuse('journal/read-only', { path });
    },
    erase() {
      throw refuse('journal/read-only', { path });
    },
    read: () => [],
    find: () => undefined,
    verify: () => ({ records: 0, lastSeq: 0, problems: [] }),
    close() {},
  };
}

/** What SQLite takes for the shared memory of a journal in one piece. */
const SHARED_MEMORY_BYTES = 32_768;

/** SQLite's result codes, https://www.sqlite.org/rescode.html: the primary code is the low byte. */
const READONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;

/** Its shared memory is a file, and the disk that cannot hold it fails with an I/O error like any other. */
function hasNoRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize < SHARED_MEMORY_BYTES;
}

/** What an error of SQLite, or of the disk beside it, means to whoever uses the journal. */
export function refusalOf(error: unknown, path: string): Refusal {
  if (error instanceof Refusal) return error;
  const { errcode, code: system, message } = error as { errcode?: number; code?: string; message: string };
  const code = (errcode ?? 0) & 0xff;
  if (code === FULL || system === 'ENOSPC' || (code === IO_ERROR && hasNoRoom(path)))
    return refuse('journal/full', { path });
  if (code === READONLY) return refuse('journal/read-only', { path });
  if (code === CORRUPT || code === NOT_A_DATABASE)
    return refuse('journal/not-a-journal', { path, because: message });
  return refuse('journal/failed', { path, because: message });
}
