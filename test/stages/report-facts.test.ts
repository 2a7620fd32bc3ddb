import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrainedModel } from '../../src/contracts/artifact.ts';
import { reportFacts } from '../../src/stages/report-facts.ts';
import { churnLike, madeFacts } from '../adapters/report/made-facts.ts';
import { REGISTERED_AT, type StoredRun, storedRun } from '../worlds/stored-run.ts';

const made = madeFacts({ ...churnLike, rows: 200, samples: 20 });
const system = made.design.name;

let stored: StoredRun;
beforeEach(async () => {
  stored = await storedRun(made);
});
afterEach(async () => {
  await stored.close();
  await stored.remove();
});

test('a version that came of a run is told with all of its run', async () => {
  const { facts, run, ports } = stored;
  await stored.register(facts.models[2]!, run);
  expect(await reportFacts({ system, version: 1 }, ports)).toEqual({
    ...facts,
    version: 1,
    role: 'champion',
  });
});

test('what the version itself knows goes before what its run knew', async () => {
  const { facts, run, ports } = stored;
  const later: TrainedModel = {
    ...facts.models[1]!,
    parity: { rows: 9, reloaded: 0, singleRow: 0, http: 0 },
  };
  await stored.register(facts.models[2]!, run);
  await stored.register(later, run);
  const gathered = await reportFacts({ system, version: 2 }, ports);
  expect(gathered).toMatchObject({ subject: 1, version: 2, role: 'challenger' });
  expect(gathered.models[1]!.parity.http).toBe(0);
});

test('a version without a run is told alone', async () => {
  const { facts, ports } = stored;
  await stored.register(facts.models[0]!);
  const gathered = await reportFacts({ system, version: 1 }, ports);
  expect(gathered).toMatchObject({
    subject: 0,
    comparison: null,
    rows: null,
    at: REGISTERED_AT,
    role: 'champion',
  });
  expect(gathered.models).toEqual([facts.models[0]]);
});

test('a version that is not there, and a run that is lost, are said so', async () => {
  const { facts, ports } = stored;
  const gather = (version: number) => reportFacts({ system, version }, ports);
  await expect(gather(7)).rejects.toMatchObject({ code: 'serve/no-version' });
  await stored.register(facts.models[2]!, 'a'.repeat(64));
  await expect(gather(1)).rejects.toMatchObject({ code: 'artifact/absent' });
});
