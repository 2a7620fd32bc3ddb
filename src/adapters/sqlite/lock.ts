import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from './refusal.ts';

/** SQLite's result code for a lock that another connection holds. */
const BUSY = 5;

/** Who writes the journal, as told by the holder of the lock. */
export interface Holder {
  readonly pid: number;
  /** "serve", "run", ...: for messages. */
  readonly what: string;
}

/**
 * Take the right to write the journal at `path`, waiting at most `waitMs`. Throws 'journal/locked'.
 *
 * The lock is an exclusive SQLite transaction on a file of its own: the operating system drops it with the process,
 * even on kill -9, so there is no stale lock to recognise and no reused pid to be fooled by. The file with the pid
 * beside it is only for the message.
 *
 * @returns what gives the lock back.
 */
export function takeLock(path: string, holder: Holder, waitMs: number): () => void {
  const note = `${path}.holder`;
  const db = new DatabaseSync(`${path}.lock`, { timeout: waitMs });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    // On a full disk the lock cannot be had either, and nobody holds it.
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== BUSY) throw error;
    throw refuse('journal/locked', readHolder(note) ?? { pid: null, what: '' });
  }
  try {
    writeFileSync(note, JSON.stringify(holder));
  } catch (error) {
    db.close();
    throw error;
  }
  return () => {
    rmSync(note, { force: true });
    db.close();
  };
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
