import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPORARY } from './atomic-file.ts';
import { isAlive } from './is-alive.ts';

const DRAFT = new RegExp(`\\.(\\d+)-[0-9a-f]+\\${TEMPORARY}$`);

/**
 * Remove what killed processes left half-written in a folder, told by the process number in the name.
 *
 * @param file only drafts of a file of this name; without it all. A folder that is not there has none.
 */
export async function removeDeadDrafts(folder: string, file?: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid === undefined || (file !== undefined && !name.startsWith(`.${file}.`))) continue;
    if (!isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}
