import { afterEach, beforeEach, expect, test } from 'vitest';
import { registryOf } from '../../src/stages/deploy.ts';
import { churnLike, madeFacts } from '../adapters/report/made-facts.ts';
import { type StoredRun, storedRun } from '../worlds/stored-run.ts';

const made = madeFacts({ ...churnLike, rows: 100, samples: 20 });

let stored: StoredRun;
beforeEach(async () => {
  stored = await storedRun(made);
});
afterEach(async () => {
  await stored.close();
  await stored.remove();
});

const registry = () => registryOf(stored.ports.journal, stored.facts.design.name);

test('versions count up: the first one answers, the next one waits', async () => {
  const [first, second] = stored.facts.models;
  expect(await stored.register(first!)).toEqual({ version: 1, becomes: 'champion', unchanged: false });
  expect(await stored.register(second!)).toEqual({ version: 2, becomes: 'challenger', unchanged: false });
});

test('a version says how new its data are, where its run tells', async () => {
  const [first, second] = stored.facts.models;
  await stored.register(first!, stored.run);
  await stored.register(second!);
  const [told, untold] = (await registry()).versions;
  expect(told!.dataTo).toBe(made.times!.last);
  expect(untold).not.toHaveProperty('dataTo');
});

test('the same model again keeps its version and its role, whatever was registered since', async () => {
  const [first, second, third] = stored.facts.models;
  for (const model of [first!, second!, third!]) await stored.register(model);
  expect(await stored.register(first!)).toEqual({ version: 1, becomes: 'champion', unchanged: true });
  expect(await stored.register(second!)).toEqual({ version: 2, becomes: 'candidate', unchanged: true });
  expect(await stored.register(third!, 'a'.repeat(64))).toMatchObject({ version: 3, unchanged: true });
  expect((await registry()).versions).toHaveLength(3);
});

test('two that register at once get a version each', async () => {
  const models = stored.facts.models.slice(0, 2);
  const registered = await Promise.all(models.map((m) => stored.register(m)));
  expect(registered.map((r) => r.version).sort()).toEqual([1, 2]);
});
