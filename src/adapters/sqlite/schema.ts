import type { DatabaseSync } from 'node:sqlite';
import { refuse } from './refusal.ts';

/** Marks a SQLite file as a journal of ours: "Mwrt". */
const APPLICATION_ID = 0x4d777274;

/** Step i takes a store from version i to i + 1; the version of a store is the number of steps that it has taken. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE record (
     seq    INTEGER PRIMARY KEY,
     kind   TEXT NOT NULL,
     system TEXT NOT NULL,
     id     TEXT,
     at     REAL NOT NULL,
     body   TEXT NOT NULL,
     crc32  INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX record_id ON record (kind, system, id) WHERE id IS NOT NULL;
   CREATE INDEX record_kind ON record (kind, system, seq);`,
];

/** The version that a store has, checked to be one that this program knows. Throws 'journal/newer'. */
export function storeVersion(db: DatabaseSync, path: string, known = MIGRATIONS.length): number {
  const found = pragma(db, 'user_version');
  if (found > known) throw refuse('journal/newer', { path, found, known });
  const owner = pragma(db, 'application_id');
  if (owner !== APPLICATION_ID && (owner !== 0 || found !== 0))
    throw refuse('journal/not-a-journal', { path, because: 'it is a SQLite file of another program' });
  return found;
}

/** Bring a store up to date, all steps in one transaction: after a crash it has the old version or the new. */
export function migrate(db: DatabaseSync, path: string, migrations = MIGRATIONS): void {
  const from = storeVersion(db, path, migrations.length);
  if (from === migrations.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of migrations.slice(from)) db.exec(step);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length};`);
    db.exec('COMMIT');
  } catch (error) {
    // A disk that is full has rolled it back already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
