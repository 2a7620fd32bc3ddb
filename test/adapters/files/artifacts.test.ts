import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-artifacts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const artifacts = fileArtifacts(folder);
const bytes = new TextEncoder().encode('some bytes');
const name = hash('sha256', bytes);
const path = join(folder, name.slice(0, 2), name);

test('bytes are named by their sha256 and come back', async () => {
  expect(await artifacts.has(name)).toBe(false);
  expect(await artifacts.put(bytes)).toBe(name);
  expect(await artifacts.put(bytes)).toBe(name);
  expect(await artifacts.has(name)).toBe(true);
  expect(Buffer.from(await artifacts.get(name)).toString()).toBe('some bytes');
  expect(readdirSync(join(folder, name.slice(0, 2)))).toEqual([name]);
});

test('one wrong byte anywhere is refused, and putting the right ones mends it', async () => {
  await artifacts.put(bytes);
  for (let i = 0; i < bytes.length; i++) {
    const wrong = Uint8Array.from(bytes, (b, k) => (k === i ? b ^ 1 : b));
    writeFileSync(path, wrong);
    await expect(artifacts.get(name)).rejects.toMatchObject({
      code: 'artifact/corrupt',
      details: { found: hash('sha256', wrong) },
    });
  }
  writeFileSync(path, bytes.subarray(1));
  await expect(artifacts.get(name)).rejects.toMatchObject({ code: 'artifact/corrupt' });
  await artifacts.put(bytes);
  expect(readFileSync(path).toString()).toBe('some bytes');
});

test('a name that is not there or is no name is told apart', async () => {
  await expect(artifacts.get('0'.repeat(64))).rejects.toMatchObject({ code: 'artifact/absent' });
  for (const wrong of ['../../etc/passwd', '', 'A'.repeat(64), `${name}\0`])
    await expect(artifacts.get(wrong)).rejects.toMatchObject({ code: 'artifact/name' });
});
