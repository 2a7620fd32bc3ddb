import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { churnCsv, folderOf, type Ran, runCli, runHere } from './run-cli.ts';

/** The one object that --json prints. */
function jsonOf(ran: Ran): Record<string, unknown> {
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(ran.stdout) as Record<string, unknown>;
}

const noStack = ({ stdout, stderr }: Ran): void => expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);

describe.concurrent('the program', () => {
  test('without arguments tells what it can do', async () => {
    const ran = await runHere([]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('millwright init churn.csv');
  });

  test('--help loads nothing heavy', async () => {
    const loaded = folderOf({
      'loaded.mjs': `import { registerHooks } from 'node:module';
const seen = [];
registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
process.on('exit', () => process.stderr.write(seen.join('\\n')));`,
    });
    const hook = pathToFileURL(join(loaded, 'loaded.mjs')).href;
    const ran = await runCli(['run', '--help'], { node: ['--import', hook] });
    expect(ran.code).toBe(0);
    const heavy = ran.stderr
      .split('\n')
      .filter((url) => /duckdb|fastify|typebox|\/models\/|\/stages\/|sqlite|yaml|acorn/.test(url));
    expect(heavy).toEqual([]);
    expect(ran.stderr).toContain('src/cli/parse.ts');
  });

  test('--version prints that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await runHere(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('under an older Node says so in one sentence, before it imports anything', async () => {
    const old = folderOf({
      'old.mjs': "Object.defineProperty(process.versions, 'node', { value: '20.11.1' });",
    });
    const ran = await runCli(['show'], { node: ['--import', pathToFileURL(join(old, 'old.mjs')).href] });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/^Millwright needs Node 24 or newer; this is Node 20\.11\.1/);
    noStack(ran);
  });

  test.each([
    [['shwo'], 'cli/unknown-command'],
    [['show', '--jsn'], 'cli/unknown-option'],
    [['init'], 'cli/argument-missing'],
    [['init', 'absent.csv'], 'cli/file-absent'],
    [['evaluate', '--train', 'a.csv'], 'cli/option-missing'],
    [['predict', 'a.csv', 'b.xls'], 'cli/file-absent'],
    [['show', '--project', 'no/such/folder'], 'cli/project-absent'],
    [['show'], 'design/none'],
    [['models', 'churn'], 'serve/no-system'],
  ])('%j: exit code 2, one object on stdout with --json', async (argv, code) => {
    const ran = await runHere([...argv, '--json']);
    expect(ran.code).toBe(2);
    expect(jsonOf(ran)).toMatchObject({ error: { code } });
    expect(ran.stderr).toMatch(/^error {2}/);
    expect(ran.stderr).toContain(`(${code})`);
    noStack(ran);
  });

  test('without --json a failure leaves stdout empty', async () => {
    expect(await runHere(['shwo'])).toMatchObject({ code: 2, stdout: '' });
  });

  test('an unexpected error is one line, and a log with the stack', async () => {
    const broken = folderOf({
      'broken.mjs': `import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) {
  if (url.endsWith('/version-text.ts')) return { format: 'module', shortCircuit: true, source: 'throw new Error("out of coffee")' };
  return next(url, context);
} });`,
    });
    const ran = await runCli(['models', '--json'], {
      cwd: folderOf(),
      node: ['--import', pathToFileURL(join(broken, 'broken.mjs')).href],
    });
    expect(ran.code).toBe(1);
    noStack(ran);
    expect(jsonOf(ran)).toMatchObject({ error: { code: 'bug', says: 'out of coffee' } });
    const log = /report it with (\S+)/.exec(ran.stderr)![1]!;
    expect(readFileSync(log, 'utf8')).toMatch(/Error: out of coffee\n\s+at /);
  });
});

describe.concurrent('init and show', () => {
  test('from a table to a design, with all that was inferred', async () => {
    const cwd = folderOf({ 'My Customers.csv': churnCsv(300) });
    const init = await runHere(['init', 'My Customers.csv', '--target', 'Churn', '--json'], cwd);
    expect(init.code).toBe(0);
    expect(jsonOf(init)).toMatchObject({
      system: 'my-customers',
      files: ['my-customers.design.ts', 'my-customers.columns.ts'],
      rows: 300,
      target: 'Churn',
      category: 'binary',
    });
    const told = await runHere(['show', 'my-customers', '--json', '--quiet'], cwd);
    const json = jsonOf(told);
    expect(json).toMatchObject({ system: 'my-customers', design: { framing: { target: 'Churn' } } });
    expect(json.inferred).toMatchObject({ name: 'the file is my-customers.design.ts' });
  });

  test('says which target looks likely, and which one was meant', async () => {
    const cwd = folderOf({ 'churn.csv': churnCsv(100) });
    const [none, wrong] = await Promise.all([
      runHere(['init', 'churn.csv'], cwd),
      runHere(['init', 'churn.csv', '--target', 'Chrun'], cwd),
    ]);
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(
      /look likely: Churn \(its name, it is the last column, it has two values: No, Yes\)/,
    );
    expect(wrong.stderr).toContain('Did you mean "Churn"?');
    expect(existsSync(join(cwd, 'churn.design.ts'))).toBe(false);
  });

  test('replaces nothing without --force', async () => {
    const cwd = folderOf({ 'churn.csv': churnCsv(100), 'churn.design.ts': 'mine' });
    const refused = await runHere(['init', 'churn.csv', '--target', 'Churn'], cwd);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('(cli/file-exists)');
    expect(readFileSync(join(cwd, 'churn.design.ts'), 'utf8')).toBe('mine');
  });
});
