import { webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../errors/fail.ts';
import type { Checkpoint, Checkpoints } from '../../ports/checkpoints.ts';
import { writeAtomically } from './atomic-file.ts';

/** Characters of a sha256, with which a file begins. */
const HASH = 64;

/** Checkpoints as files `<folder>/<name>`: sha256 of what follows, a line of JSON with the facts, the bytes. */
export function fileCheckpoints(folder: string): Checkpoints {
  const pathOf = (name: string): string => {
    if (!/^[a-z0-9][a-z0-9@-]*$/.test(name)) throw fail('artifact/name', { name });
    return join(folder, name);
  };
  return {
    async read(name) {
      const file = await readFile(pathOf(name)).catch(() => undefined);
      if (file === undefined) return undefined;
      const rest = file.subarray(HASH);
      if ((await sha256(rest)) !== file.toString('latin1', 0, HASH)) return undefined;
      const end = rest.indexOf('\n');
      const head = JSON.parse(rest.toString('utf8', 0, end)) as Omit<Checkpoint, 'bytes'>;
      return { ...head, bytes: rest.subarray(end + 1) };
    },
    async write(name, { bytes, ...head }) {
      const rest = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]);
      await mkdir(folder, { recursive: true });
      await writeAtomically(pathOf(name), Buffer.concat([Buffer.from(await sha256(rest), 'latin1'), rest]));
    },
    async remove(system) {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) if (name.startsWith(`${system}@`)) await rm(join(folder, name));
    },
  };
}

/** Reckoned in a thread of the pool: they are large, and others are answered meanwhile. */
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
