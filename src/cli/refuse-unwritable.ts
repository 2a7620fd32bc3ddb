import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskRefusal } from '../errors/disk-failure.ts';
import { fail } from '../errors/fail.ts';

/** Refuse a path that cannot be written, as far as that can be told beforehand. Throws 'cli/write-failed'. */
export async function refuseUnwritable(path: string, shown: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw fail('cli/write-failed', { file: shown, why: 'it is a folder' });
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw fail('cli/write-failed', { file: shown, why: whyUnwritable(error) });
  }
}

/** Why a file could not be written, in half a sentence. */
export function whyUnwritable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'its folder does not exist' : (diskRefusal(error) ?? message);
}
