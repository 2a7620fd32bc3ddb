import { hash } from 'node:crypto';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../errors/fail.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { writeAtomically } from './atomic-file.ts';

/**
 * Artifacts as files `<folder>/<first two digits>/<sha256>`; beside one that was replaced, `<sha256>.moved` with the name of
 * what stands for it now.
 */
export function fileArtifacts(folder: string): Artifacts {
  const pathOf = (sha256: string): string => {
    // Names may come from a request: only this grammar ever becomes a path.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw fail('artifact/name', { name: sha256 });
    return join(folder, sha256.slice(0, 2), sha256);
  };
  const movedPath = (sha256: string): string => `${pathOf(sha256)}.moved`;
  const lastName = async (sha256: string): Promise<string> => {
    const moved = await readIfThere(movedPath(sha256));
    return moved === undefined ? sha256 : lastName(new TextDecoder().decode(moved));
  };
  return {
    async put(bytes) {
      const sha256 = hash('sha256', bytes);
      const path = pathOf(sha256);
      // What was replaced does not come back, wherever its bytes come from.
      if ((await lastName(sha256)) !== sha256) return sha256;
      // A file that is there but damaged is written again: put mends what get refuses.
      if ((await hashOf(path)) === sha256) return sha256;
      await mkdir(dirname(path), { recursive: true });
      await writeAtomically(path, bytes);
      return sha256;
    },
    async get(name) {
      const sha256 = await lastName(name);
      const bytes = await readIfThere(pathOf(sha256));
      if (bytes === undefined) throw fail('artifact/absent', { sha256 });
      const found = hash('sha256', bytes);
      if (found !== sha256) throw fail('artifact/corrupt', { sha256, found });
      return bytes;
    },
    async has(sha256) {
      return access(pathOf(await lastName(sha256))).then(
        () => true,
        () => false,
      );
    },
    async replace(sha256, bytes) {
      const name = hash('sha256', bytes);
      if (name === sha256) return name;
      await mkdir(dirname(pathOf(name)), { recursive: true });
      await writeAtomically(pathOf(name), bytes);
      // From here on the old name leads to the new one, whatever comes of the old file.
      await writeAtomically(movedPath(sha256), name);
      await rm(pathOf(sha256), { force: true });
      return name;
    },
  };
}

async function hashOf(path: string): Promise<string | undefined> {
  const bytes = await readIfThere(path);
  return bytes === undefined ? undefined : hash('sha256', bytes);
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
