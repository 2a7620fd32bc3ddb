import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What names of half-written files end with: whoever owns a folder may delete such files when it opens it. */
export const TEMPORARY = '.tmp';

/**
 * Write a file so that after a crash at any moment the path holds the old bytes or the new, never a part.
 *
 * The bytes go to a temporary file beside it, are synced, and take its name in one step.
 *
 * @param mode permissions, less the umask: 0o600 for what only its owner may read
 */
export async function writeAtomically(path: string, bytes: Uint8Array | string, mode = 0o666): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Sync a finished file and give it its name in one step; both paths must be on one file system. */
export async function renameSynced(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** A name beside `path` that no other writer has. */
export const temporaryBeside = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(6).toString('hex')}${TEMPORARY}`);

/** A new name is on disk only once its folder is. Windows cannot open folders, and needs no such sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
