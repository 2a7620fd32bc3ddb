import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEMPORARY } from '../../../src/adapters/files/atomic-file.ts';
import { fileLake } from '../../../src/adapters/files/lake.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'millwright-lake-')), 'lake');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const facts = (key: string): Omit<Dataset, 'sha256' | 'format'> => ({
  key,
  rows: 1,
  schema: [{ name: 'x', type: 'continuous' }],
  sources: [],
  inferred: [],
  profile: [],
  findings: [],
});

async function kept(key: string, rows = `rows of ${key}`): Promise<Dataset> {
  const lake = fileLake(folder);
  const draft = await lake.draft();
  await writeFile(draft, rows);
  return lake.keep(draft, facts(key));
}

test('a kept dataset is found by name and by key, also by another lake on the folder', async () => {
  const dataset = await kept('a');
  const lake = fileLake(folder);
  expect(await lake.findByKey('a')).toEqual(dataset);
  expect(await lake.get(dataset.sha256)).toEqual(dataset);
  expect(await readFile(lake.path(dataset.sha256), 'utf8')).toBe('rows of a');
  expect(await lake.findByKey('b')).toBeUndefined();
});

test('nothing of a draft is seen before it is kept', async () => {
  const lake = fileLake(folder);
  expect(await lake.findByKey('a')).toBeUndefined();
  await writeFile(await lake.draft(), 'half');
  expect(await lake.findByKey('a')).toBeUndefined();
});

test('one wrong byte: not found by key, refused by name, mended by keeping it again', async () => {
  const dataset = await kept('a');
  const lake = fileLake(folder);
  await writeFile(lake.path(dataset.sha256), 'rows of b');
  expect(await lake.findByKey('a')).toBeUndefined();
  await expect(lake.get(dataset.sha256)).rejects.toMatchObject({ code: 'artifact/corrupt' });
  expect(await kept('a')).toEqual(dataset);
  expect(await lake.get(dataset.sha256)).toEqual(dataset);
});

test('killed between the rows and their facts, and in the middle of the facts: made again', async () => {
  const dataset = await kept('a');
  const lake = fileLake(folder);
  const path = join(folder, `${dataset.sha256}.json`);
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, 40));
  expect(await lake.findByKey('a')).toBeUndefined();
  await rm(path);
  expect(await lake.findByKey('a')).toBeUndefined();
  await expect(lake.get(dataset.sha256)).rejects.toMatchObject({ code: 'artifact/absent' });
  expect(await kept('a')).toEqual(dataset);
});

test('what a killed process left is cleaned up, what a living one writes is not', async () => {
  const script = `
    import { writeFileSync } from 'node:fs';
    import { fileLake } from ${JSON.stringify(join(import.meta.dirname, '../../../src/adapters/files/lake.ts'))};
    writeFileSync(await fileLake(process.argv[1]).draft(), 'half');
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder]);
  expect(child.signal).toBe('SIGKILL');
  const left = await readdir(folder);
  expect(left).toEqual([expect.stringMatching(/^\.draft.*\.tmp$/)]);
  const lake = fileLake(folder);
  const own = await lake.draft();
  await writeFile(own, 'rows');
  await lake.draft();
  expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([own]);
  expect(own.endsWith(TEMPORARY)).toBe(true);
});

test('a name that is no sha256 never becomes a path', async () => {
  const lake = fileLake(folder);
  expect(() => lake.path('../../etc/passwd')).toThrow();
  await expect(lake.get('../x')).rejects.toMatchObject({ code: 'artifact/name' });
});
