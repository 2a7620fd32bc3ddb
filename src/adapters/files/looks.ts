import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomic-file.ts';

/** What the last scheduled look at a system found, so that the next one judges new rows only. Not the truth: it may go. */
const fileOf = (store: string, system: string): string => join(store, 'looks', `${system}.json`);

/** Null when there was no look, or its file cannot be read. */
export async function readLook(store: string, system: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(fileOf(store, system), 'utf8')) as unknown;
  } catch {
    return null;
  }
}

export async function writeLook(store: string, system: string, look: object): Promise<void> {
  await mkdir(join(store, 'looks'), { recursive: true });
  await writeAtomically(fileOf(store, system), `${JSON.stringify(look)}\n`);
}
