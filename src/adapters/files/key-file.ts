import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../errors/fail.ts';
import { writeAtomically } from './atomic-file.ts';

/** A key as kept: never the key itself. */
export interface StoredKey {
  readonly name: string;
  readonly roles: readonly string[];
  /** sha256 of the key, hexadecimal. */
  readonly sha256: string;
}

/** The keys of a project, in .millwright/keys.json (mode 0600); none before the first `serve`. Throws 'http/bad-keys'. */
export async function readKeys(folder: string): Promise<StoredKey[]> {
  const path = join(folder, 'keys.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const { keys } = JSON.parse(text) as { keys: StoredKey[] };
    if (keys.every((k) => /^[0-9a-f]{64}$/.test(k.sha256) && Array.isArray(k.roles))) return keys;
  } catch {
    // Told below: what it should be matters more than how it fails to be.
  }
  throw fail('http/bad-keys', { from: path, because: 'it is not { "keys": [{ name, roles, sha256 }] }' });
}

export async function writeKeys(folder: string, keys: readonly StoredKey[]): Promise<void> {
  const path = join(folder, 'keys.json');
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, `${JSON.stringify({ keys }, null, 2)}\n`, 0o600);
}
