import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Dataset } from '../../contracts/dataset.ts';
import { canonicalJson } from '../../contracts/json.ts';
import { fail } from '../../errors/fail.ts';
import type { Lake } from '../../ports/lake.ts';
import { renameSynced, temporaryBeside, writeAtomically } from './atomic-file.ts';
import { removeDeadDrafts } from './remove-dead-drafts.ts';

/**
 * The lake as files of one folder: `<sha256>.parquet` and, written after it, `<sha256>.json` with its facts. A dataset
 * is there once its facts are. Of one that was replaced only `<sha256>.moved` is left, with the name of what stands for it.
 */
export function fileLake(folder: string): Lake {
  const path = (sha256: string): string => {
    // Names may come from a request: only this grammar ever becomes a path.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw fail('artifact/name', { name: sha256 });
    return join(folder, `${sha256}.parquet`);
  };
  const factsPath = (sha256: string): string => path(sha256).replace(/parquet$/, 'json');
  const movedPath = (sha256: string): string => path(sha256).replace(/parquet$/, 'moved');
  const lastName = async (sha256: string): Promise<string> => {
    const moved = await readFile(movedPath(sha256), 'utf8').catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    });
    return moved === undefined ? sha256 : lastName(moved);
  };
  const isWhole = async (sha256: string): Promise<boolean> => (await hashIfThere(path(sha256))) === sha256;

  return {
    path,
    async findByKey(key) {
      for (const name of await namesIn(folder)) {
        if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
        const dataset = await readFacts(join(folder, name));
        if (dataset?.key === key && (await isWhole(dataset.sha256))) return dataset;
      }
      return undefined;
    },
    async get(name) {
      const sha256 = await lastName(name);
      const dataset = await readFacts(factsPath(sha256));
      if (dataset === undefined) throw fail('artifact/absent', { sha256 });
      const found = await hashIfThere(path(sha256));
      if (found === undefined) throw fail('artifact/absent', { sha256 });
      if (found !== sha256) throw fail('artifact/corrupt', { sha256, found });
      return dataset;
    },
    async replace(old, draft, changed) {
      const { sha256: _, format: __, ...facts } = await this.get(old);
      const dataset = await this.keep(draft, { ...facts, ...changed });
      if (dataset.sha256 === old) return dataset;
      await writeAtomically(movedPath(old), dataset.sha256);
      for (const file of [factsPath(old), path(old)]) await rm(file, { force: true });
      return dataset;
    },
    async draft() {
      await mkdir(folder, { recursive: true });
      await removeDeadDrafts(folder);
      return temporaryBeside(join(folder, 'draft.parquet'));
    },
    async keep(draft, facts) {
      const sha256 = await hashIfThere(draft);
      if (sha256 === undefined) throw new Error('a draft that was never written cannot be kept');
      const dataset: Dataset = { format: 1, sha256, ...facts };
      await renameSynced(draft, path(sha256));
      await writeAtomically(factsPath(sha256), canonicalJson(dataset));
      return dataset;
    },
  };
}

/** Undefined when the file is absent, or is no facts of a dataset: it is then made again. */
async function readFacts(path: string): Promise<Dataset | undefined> {
  try {
    const dataset = JSON.parse(await readFile(path, 'utf8')) as Dataset;
    return dataset.format === 1 ? dataset : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isAbsent(error)) return undefined;
    throw error;
  }
}

/** sha256 of a file, read in chunks. */
async function hashIfThere(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  return hash.digest('hex');
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
