import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { trainedProject } from './churn-project.ts';
import { refusal, resultOf } from './refusal.ts';

/** Stores that were damaged, lost or written by another program: told as such, never used, and mended by a run. */
let whole: string;
let cwd: string;
let store: string;
beforeAll(async () => {
  whole = await trainedProject();
});
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'millwright-hostile-'));
  cpSync(whole, cwd, { recursive: true });
  store = join(cwd, '.millwright');
});

const command = (...argv: string[]) => runCli([...argv, '--json'], { cwd });
const problems = async (): Promise<string[]> =>
  (JSON.parse((await command('verify')).stdout) as { problems: string[] }).problems;
const flipByte = (path: string): void => {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
};
const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const filesIn = (folder: string, ending = ''): string[] =>
  (readdirSync(join(store, folder), { recursive: true }) as string[])
    .filter((name) => /[0-9a-f]{64}/.test(name) && name.endsWith(ending))
    .map((name) => join(store, folder, name));
const journal = (): string => join(store, 'journal.db');

/** Every command that opens the journal. */
const COMMANDS = [
  ['models'],
  ['verify'],
  ['run'],
  ['serve', '--port', '0'],
  ['predict', 'churn.csv', 'out.csv'],
  ['promote', 'churn@1'],
  ['replay', 'x.0'],
];

test('a journal of a newer version is refused by every command, and not touched', async () => {
  const db = new DatabaseSync(journal());
  db.exec('PRAGMA user_version = 99');
  db.close();
  const before = sha256Of(journal());
  for (const argv of COMMANDS) {
    const told = refusal(await command(...argv), 1);
    expect([argv[0], told.code]).toEqual([argv[0], 'journal/newer']);
    expect(told.says).toMatch(/store version 99; this one knows up to 1/);
  }
  expect(sha256Of(journal())).toBe(before);
});

test.each([
  ['other bytes', () => writeFileSync(journal(), Buffer.alloc(20_000, 7))],
  ['half of it', () => truncateSync(journal(), 5000)],
])('a journal that holds %s is no journal', async (_what, damage) => {
  damage();
  for (const argv of COMMANDS.slice(1, 3))
    expect(refusal(await command(...argv), 1).code).toBe('journal/not-a-journal');
});

test('a file where the store should be', async () => {
  rmSync(store, { recursive: true });
  writeFileSync(store, '');
  for (const argv of [['run'], ['serve', '--port', '0']])
    expect(refusal(await command(...argv), 1)).toMatchObject({
      code: 'disk/refused',
      says: expect.stringContaining('.millwright'),
    });
});

test('keys that cannot be read', async () => {
  writeFileSync(join(store, 'keys.json'), '{');
  const told = refusal(await command('serve', '--port', '0'));
  expect(told).toMatchObject({ code: 'http/bad-keys', fix: expect.stringMatching(/^Delete .*keys\.json/) });
});

describe('a run mends', () => {
  const mends = async (): Promise<void> => {
    resultOf(await command('run'));
    expect(await problems()).toEqual([]);
    resultOf(await command('predict', 'churn.csv', 'out.csv'));
  };

  test('a dataset with one wrong byte', async () => {
    const [parquet] = filesIn('lake', '.parquet');
    flipByte(parquet!);
    expect(await problems()).toEqual([expect.stringMatching(/churn@1: .* is damaged/)]);
    expect(refusal(await command('report'), 1).code).toBe('artifact/corrupt');
    await mends();
  });

  test('a lake that is lost', async () => {
    rmSync(join(store, 'lake'), { recursive: true });
    expect(await problems()).toEqual([expect.stringMatching(/There is no artifact/)]);
    await mends();
  });

  test('models of which one byte is wrong; no command uses them before', async () => {
    for (const path of filesIn('artifacts')) if (!isMeasured(path)) flipByte(path);
    expect(await problems()).toEqual([expect.stringMatching(/churn@1: .* is damaged/)]);
    for (const argv of [
      ['predict', 'churn.csv', 'out.csv'],
      ['serve', '--port', '0'],
      ['promote', 'churn'],
    ])
      expect(refusal(await command(...argv), 1).code).toBe('artifact/corrupt');
    await mends();
  });

  test('artifacts that are lost, measurements too: the model is registered anew', async () => {
    rmSync(join(store, 'artifacts'), { recursive: true });
    const run = resultOf<{ version: string }>(await command('run'));
    expect(run.version).toBe('churn@2');
    resultOf(await command('report', 'churn@2'));
    resultOf(await command('predict', 'churn.csv', 'out.csv'));
    expect((await problems()).every((p) => p.startsWith('churn@1: There is no artifact'))).toBe(true);
  });
});

/** Records of measurements hold times, so that a second run does not write the same bytes again. */
const isMeasured = (path: string): boolean => /"(fitSeconds|comparison)":/.test(readFileSync(path, 'latin1'));
