import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registryOf } from '../../src/stages/deploy.ts';
import { verifyStores } from '../../src/stages/verify.ts';
import { churnLike, madeFacts } from '../adapters/report/made-facts.ts';
import { type StoredRun, storedRun } from '../worlds/stored-run.ts';

const made = madeFacts({ ...churnLike, rows: 100, samples: 20 });

let stored: StoredRun;
beforeEach(async () => {
  stored = await storedRun(made);
  await stored.register(stored.facts.models[0]!, stored.run);
});
afterEach(async () => {
  await stored.close();
  await stored.remove();
});

const problems = async () => (await verifyStores(stored.ports)).problems;
const artifactPath = (sha256: string): string =>
  join(stored.project, '.millwright', 'artifacts', sha256.slice(0, 2), sha256);

test('the records of every model of the run are checked, and a wrong byte in one is found', async () => {
  const { models } = JSON.parse(readFileSync(artifactPath(stored.run), 'utf8')) as { models: string[] };
  const before = await problems();
  const bytes = readFileSync(artifactPath(models[1]!));
  bytes[5]! ^= 1;
  writeFileSync(artifactPath(models[1]!), bytes);
  const found = (await problems()).filter((p) => !before.includes(p));
  expect(found).toEqual([expect.stringMatching(`${models[1]} is damaged`)]);
});

test('a version whose measurements are lost is registered anew, so that it has a report again', async () => {
  const { journal, artifacts } = stored.ports;
  const system = stored.facts.design.name;
  const [first] = (await registryOf(journal, system)).versions;
  rmSync(artifactPath(first!.trained));
  const again = await stored.register(stored.facts.models[0]!, stored.run);
  expect(again).toMatchObject({ version: 1, unchanged: true });
  rmSync(artifactPath(first!.run!));
  expect(await stored.register(stored.facts.models[0]!)).toMatchObject({ version: 2, unchanged: false });
  expect(await stored.register(stored.facts.models[0]!)).toMatchObject({ version: 2, unchanged: true });
  expect(await artifacts.has(first!.trained)).toBe(true);
});
