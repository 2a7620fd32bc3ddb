import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../files/atomic-file.ts';

/** Where the running server of a project is, and the key with which other programs of the same user may write through it. */
export interface ServerFile {
  readonly pid: number;
  /** "http://127.0.0.1:8080" */
  readonly address: string;
  /** An admin key, made anew at each start. */
  readonly key: string;
}

const pathIn = (folder: string): string => join(folder, 'server.json');

/** Tell other programs of the same user about this server. Mode 0600: the key opens everything. */
export const writeServerFile = (folder: string, file: ServerFile): Promise<void> =>
  writeAtomically(pathIn(folder), `${JSON.stringify(file)}\n`, 0o600);

export const removeServerFile = (folder: string): Promise<void> => rm(pathIn(folder), { force: true });

/** What the last server wrote. It may be gone: who finds the journal locked knows that it is not. */
export async function readServerFile(folder: string): Promise<ServerFile | undefined> {
  try {
    return JSON.parse(await readFile(pathIn(folder), 'utf8')) as ServerFile;
  } catch {
    return undefined;
  }
}
