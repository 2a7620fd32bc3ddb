import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renameSynced, TEMPORARY, writeAtomically } from '../../../src/adapters/files/atomic-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millwright-atomic-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('replaces a file whole and leaves nothing beside it', async () => {
  const path = join(folder, 'facts.json');
  await writeAtomically(path, 'old');
  await writeAtomically(path, new TextEncoder().encode('new'));
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['facts.json']);
});

test('writers of one path at the same time leave one whole file', async () => {
  const path = join(folder, 'facts.json');
  const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(10_000));
  await Promise.all(texts.map((text) => writeAtomically(path, text)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['facts.json']);
});

test('a failed write leaves the old file and no temporary one', async () => {
  await writeAtomically(join(folder, 'file'), 'old');
  await expect(writeAtomically(join(folder, 'file', 'below'), 'new')).rejects.toThrow();
  await expect(writeAtomically(folder, 'over a folder')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['file']);
});

test('renameSynced gives a finished file its name', async () => {
  const draft = join(folder, `draft${TEMPORARY}`);
  await writeFile(draft, 'rows');
  await renameSynced(draft, join(folder, 'kept'));
  expect(await readdir(folder)).toEqual(['kept']);
});
