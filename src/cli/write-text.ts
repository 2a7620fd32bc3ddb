import { writeAtomically } from '../adapters/files/atomic-file.ts';
import { diskRefusal } from '../errors/disk-failure.ts';
import { fail } from '../errors/fail.ts';

/** Write a file for the user: whole or not at all. Throws 'cli/write-failed'. */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeAtomically(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'its folder does not exist' : (diskRefusal(error) ?? message);
    throw fail('cli/write-failed', { file: path, why });
  }
}
