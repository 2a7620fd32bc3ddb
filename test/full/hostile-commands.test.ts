import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { churnProject, trainedProject } from './churn-project.ts';
import { refusal, resultOf } from './refusal.ts';

/** Command lines that ask for what is not there; with --json each gives exactly one object. */
describe.concurrent('before anything was run', () => {
  const fresh = churnProject();

  test.concurrent.each([
    [['serve', '--port', '0']],
    [['predict', 'churn.csv', 'out.csv']],
    [['monitor']],
    [['report']],
    [['promote', 'churn@1']],
    [['rollback']],
  ])('%j says to run first', async ([...argv]) => {
    const told = refusal(await runCli([...argv, '--json'], { cwd: fresh }), 1);
    expect(told).toMatchObject({
      code: 'serve/nothing-to-serve',
      fix: expect.stringContaining('millwright run'),
    });
  });

  test('models and verify have nothing to tell', async () => {
    expect(resultOf(await runCli(['models', '--json'], { cwd: fresh }))).toEqual({ systems: [] });
    expect(resultOf(await runCli(['verify', '--json'], { cwd: fresh }))).toMatchObject({
      records: 0,
      problems: [],
    });
  });
});

let cwd: string;
beforeAll(async () => {
  cwd = await trainedProject();
  mkdirSync(join(cwd, 'folder.csv'));
});

describe.concurrent('with one version', () => {
  test.concurrent.each<[string[], 1 | 2, string, RegExp]>([
    [['models', 'chrun'], 2, 'serve/no-system', /Did you mean "churn"/],
    [['monitor', 'chrun'], 2, 'serve/no-system', /Did you mean "churn"/],
    [['report', 'churn@9'], 2, 'serve/no-version', /it has "churn@1"/],
    [['report', 'churn@x'], 2, 'serve/no-version', /no version "x"/],
    [['promote', 'chrun@1'], 2, 'serve/no-system', /Did you mean "churn"/],
    [['promote', 'churn@1'], 1, 'serve/already', /is the champion already/],
    [['rollback'], 1, 'serve/nothing-to-roll-back', /no champion before/],
    [['replay', '../../etc.0'], 2, 'serve/no-prediction', /no prediction/],
    [['run', 'chrun'], 2, 'design/system-unknown', /Did you mean "churn"/],
    [['predict', 'chrun.csv', 'o.csv'], 2, 'cli/file-absent', /Did you mean "churn\.csv"/],
    [['predict', 'folder.csv', 'o.csv'], 2, 'source/folder', /is a folder/],
    [['predict', 'churn.csv', 'o.xls'], 2, 'cli/file-format', /o\.xls/],
    [['predict', 'churn.csv', 'no/such/o.csv'], 1, 'cli/write-failed', /its folder does not exist/],
    [['predict', 'churn.csv', 'folder.csv'], 1, 'cli/write-failed', /it is a folder/],
    [['report', '--out', 'no/such/r.html'], 1, 'cli/write-failed', /its folder does not exist/],
    [['serve', '--prot', '0'], 2, 'cli/unknown-option', /Did you mean "--port"/],
    [
      ['evaluate', '--train', 'churn.csv', '--test', 'churn.csv', '--target', 'Chrun'],
      2,
      'design/column-unknown',
      /"Churn"/,
    ],
  ])('%j', async (argv, exit, code, says) => {
    const told = refusal(await runCli([...argv, '--json'], { cwd }), exit);
    expect(told).toMatchObject({ code, says: expect.stringMatching(says) });
  });

  test('help and the version are one object too', async () => {
    for (const argv of [['--version'], ['run', '--help'], []])
      expect(resultOf(await runCli([...argv, '--json'], { cwd }))).toEqual({
        text: expect.stringMatching(/\w/),
      });
  });
});

// One after the other: each of them holds the journal for a moment.
describe('serve refuses', () => {
  test.each<[string, Record<string, string>, string, RegExp]>([
    ['a port that is none', { PORT: 'http' }, 'http/bad-port', /PORT must be an integer/],
    [
      'keys without a role',
      { PORT: '0', MILLWRIGHT_KEYS: 'a-secret-of-mine' },
      'http/bad-keys',
      /entry 1 has no role/,
    ],
    ['a short key', { PORT: '0', MILLWRIGHT_KEYS: 'admin:short' }, 'http/bad-keys', /shorter than 16/],
  ])('%s in the environment', async (_what, env, code, says) => {
    const ran = await runCli(['serve', '--json'], { cwd, env });
    expect(refusal(ran)).toMatchObject({ code, says: expect.stringMatching(says) });
    expect(ran.stdout + ran.stderr).not.toContain('secret-of-mine');
  });

  test('a host that is none', async () => {
    const ran = await runCli(['serve', '--host', 'no..host', '--port', '0', '--json'], { cwd });
    expect(refusal(ran, 1)).toMatchObject({
      code: 'http/cannot-listen',
      says: expect.stringMatching(/no\.\.host .* there is no such host/),
    });
  });
});
