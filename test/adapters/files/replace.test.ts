import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { fileLake } from '../../../src/adapters/files/lake.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-replace-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bytes = (text: string) => new TextEncoder().encode(text);

test('an artifact that is replaced is gone, and its name leads to what stands for it, however often', async () => {
  const artifacts = fileArtifacts(folder);
  const first = await artifacts.put(bytes('ann and ben'));
  const second = await artifacts.replace(first, bytes('ben'));
  const third = await artifacts.replace(second, bytes(''));
  for (const name of [first, second, third]) {
    expect(await artifacts.get(name)).toEqual(Buffer.from(''));
    expect(await artifacts.has(name)).toBe(true);
  }
  // Put again it does not come back: who erased meant the bytes, wherever they come from.
  expect(await artifacts.put(bytes('ann and ben'))).toBe(first);
  expect(await artifacts.get(first)).toEqual(Buffer.from(''));
  expect(await artifacts.replace(third, bytes(''))).toBe(third);
});

test('a dataset that is replaced keeps its key and facts, but for the rows', async () => {
  const lake = fileLake(join(folder, 'lake'));
  const keep = async (text: string) => {
    const draft = await lake.draft();
    writeFileSync(draft, text);
    return draft;
  };
  const facts = { key: 'k', rows: 2, schema: [], sources: [], inferred: [], profile: [], findings: [] };
  const old = await lake.keep(await keep('ann and ben'), facts);
  const now = await lake.replace(old.sha256, await keep('ben'), { rows: 1 });
  expect(now).toMatchObject({ key: 'k', rows: 1 });
  expect(await lake.get(old.sha256)).toEqual(now);
  expect(await lake.findByKey('k')).toEqual(now);
});
