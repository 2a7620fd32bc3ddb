import { writeAtomically } from '../adapters/files/atomic-file.ts';
import { fail } from '../errors/fail.ts';
import { whyUnwritable } from './refuse-unwritable.ts';

/** Write a file for the user: whole or not at all. Throws 'cli/write-failed'. */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeAtomically(path, text);
  } catch (error) {
    throw fail('cli/write-failed', { file: path, why: whyUnwritable(error) });
  }
}
