import type { Journal } from '../../ports/journal.ts';
import type { Wire } from '../wire.ts';

/** Read from the journal of a project, and let go of it. */
export async function readingJournal<T>(wire: Wire, read: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await wire.readJournal();
  try {
    return await read(journal);
  } finally {
    await journal.close();
  }
}
