import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { churnLike, madeFacts } from '../adapters/report/made-facts.ts';
import { type StoredRun, storedRun } from '../worlds/stored-run.ts';
import { runHere } from './run-cli.ts';

let stored: StoredRun;
beforeAll(async () => {
  stored = await storedRun(madeFacts({ ...churnLike, rows: 200, samples: 20 }));
  await stored.register(stored.facts.models[2]!, stored.run);
  await stored.close();
});
afterAll(() => stored.remove());

test('the report of the champion is written where the server looks for it', async () => {
  const ran = await runHere(['report', '--json', '--quiet'], stored.project);
  expect(ran.stderr).toBe('');
  const outcome = JSON.parse(ran.stdout);
  expect(outcome).toMatchObject({ system: 'churn', version: 1 });
  expect(outcome.file.endsWith(join('.millwright', 'reports', 'churn@1.html'))).toBe(true);
  const page = await readFile(outcome.file, 'utf8');
  expect(Buffer.byteLength(page)).toBe(outcome.bytes);
  expect(page).toContain('<title>churn@1: model report</title>');
});

test('a folder that is not there is said so, and an unknown version too', async () => {
  const [nowhere, unknown] = await Promise.all([
    runHere(['report', '--out', 'no/such/folder/x.html'], stored.project),
    runHere(['report', 'churn@9'], stored.project),
  ]);
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toContain('could not be written');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('churn has no version "9"');
});
