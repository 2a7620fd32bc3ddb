import { join } from 'node:path';
import { Failure } from '../../errors/fail.ts';
import type { Journal } from '../../ports/journal.ts';
import { openJournal } from '../sqlite/journal.ts';
import { readServerFile } from './server-file.ts';
import { serverJournal } from './server-journal.ts';

export const journalPath = (folder: string): string => join(folder, 'journal.db');

/**
 * A journal that can be written, however the project stands: by itself when nobody holds the lock, through the server
 * that does, or after waiting a little for a command that does.
 *
 * Throws 'journal/locked' when the holder is no server and is not done after `waitMs`.
 *
 * @param folder the project's .millwright
 * @param what who asks, for the messages of others: "run", "promote"
 */
export async function openWritableJournal(folder: string, what: string, waitMs = 5000): Promise<Journal> {
  const path = journalPath(folder);
  try {
    return await openJournal(path, { mode: 'write', what });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'journal/locked') throw error;
    const server = await readServerFile(folder);
    // A server that was killed leaves its file: only the one that holds the lock may be asked.
    if (server !== undefined && server.pid === (error.details as { pid: number | null }).pid)
      return serverJournal(server, await openJournal(path, { mode: 'read' }));
    return openJournal(path, { mode: 'write', what, waitMs });
  }
}
