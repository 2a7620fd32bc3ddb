import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { churnCsv, folderOf, type Ran, runCli, runHere } from '../cli/run-cli.ts';

const noStack = ({ stdout, stderr }: Ran): void => expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);

const jsonOf = <T>(ran: Ran): T => {
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(ran.stdout) as T;
};

describe('designs of several kinds', () => {
  test('a design in YAML with two joined sources', async () => {
    const cwd = folderOf({
      'churn.csv': churnCsv(100),
      'usage.csv': `customerId,calls\n${Array.from({ length: 100 }, (_, i) => `c${String(i).padStart(5, '0')}x,${i % 7}`).join('\n')}\n`,
      'churn.design.yaml': `data:
  sources: [churn.csv, usage.csv]
  joins: [{ source: usage, on: customerId }]
framing: { target: Churn }
`,
    });
    const { design } = jsonOf<{ design: { data: { columns: { name: string }[] } } }>(
      await runCli(['show', '--json', '--quiet'], { cwd }),
    );
    expect(design.data.columns.map((c) => c.name)).toEqual([
      'tenure',
      'contract',
      'charges',
      'Churn',
      'calls',
    ]);
  });

  test('a design that was drafted is printed in full', async () => {
    const cwd = folderOf({ 'churn.csv': churnCsv(300) });
    expect((await runCli(['init', 'churn.csv', '--target', 'Churn'], { cwd })).code).toBe(0);
    const show = await runCli(['show'], { cwd });
    expect(show.code).toBe(0);
    expect(show.stdout).toContain('task: { category: binary, classes: [No, Yes] }  # inferred: ');
    expect(show.stdout).toContain(
      '- { name: customerId, because: "identifier: 300 different values in 300 rows" }',
    );
  });

  test('tells every problem of a design, with file, line and column; what it prints goes to stderr', async () => {
    const cwd = folderOf({
      'churn.csv': churnCsv(100),
      'churn.design.ts': `console.log('hello from the design');
export default {
  data: 'churn.csv',
  framing: { target: 'Chrun' },
  models: ['logistc'],
};
`,
    });
    const ran = await runCli(['show', '--json'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('hello from the design');
    expect(jsonOf(ran)).toMatchObject({
      error: {
        code: 'design/column-unknown',
        place: { file: 'churn.design.ts', line: 4, column: 22 },
        others: [
          { code: 'design/component-unknown', place: { file: 'churn.design.ts', line: 5, column: 12 } },
        ],
      },
    });
  });

  test('a project elsewhere, in a folder with blanks and other letters', async () => {
    const cwd = folderOf({ 'churn.csv': churnCsv(100) });
    mkdirSync(join(cwd, 'mein Projekt ß'));
    const at = ['--project', 'mein Projekt ß'];
    expect((await runCli(['init', 'churn.csv', '--target', 'Churn', ...at], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'mein Projekt ß', 'churn.design.ts'), 'utf8')).toContain(
      "file: '../churn.csv'",
    );
    expect((await runCli(['show', ...at], { cwd })).code).toBe(0);
  });

  test('--force replaces a design', async () => {
    const cwd = folderOf({ 'churn.csv': churnCsv(100), 'churn.design.ts': 'mine' });
    expect((await runCli(['init', 'churn.csv', '--target', 'Churn', '--force'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'churn.design.ts'), 'utf8')).toContain('defineSystem');
  });
});

describe('being stopped', () => {
  const slowDesign = `await new Promise((r) => setTimeout(r, 60_000));
export default { data: 'churn.csv', framing: { target: 'Churn' } };
`;

  test('Ctrl-C ends the job and the command with code 130', async () => {
    const cwd = folderOf({
      'churn.csv': churnCsv(50),
      'churn.design.ts': `console.error('loading ' + process.pid);\n${slowDesign}`,
    });
    let job = 0;
    const ran = await runCli(['show'], {
      cwd,
      onStderr(text, kill) {
        const pid = Number(/loading (\d+)/.exec(text)?.[1] ?? 0);
        if (job === 0 && pid > 0) {
          job = pid;
          kill('SIGINT');
        }
      },
    });
    expect(ran.code).toBe(130);
    expect(ran.stderr).toContain('(cli/cancelled)');
    expect(() => process.kill(job, 0)).toThrow();
  });

  test('a job dies with the command that wanted it', async () => {
    const cwd = folderOf({
      'churn.csv': churnCsv(50),
      'churn.design.ts': `console.error('loading ' + process.pid);\n${slowDesign}`,
    });
    let job = 0;
    await runCli(['show'], {
      cwd,
      onStderr(text, kill) {
        job = Number(/loading (\d+)/.exec(text)?.[1] ?? 0);
        if (job > 0) kill('SIGKILL');
      },
    });
    await expect.poll(() => isAlive(job), { timeout: 5000 }).toBe(false);
  });

  test('a job that is killed is told of, without a stack', async () => {
    const cwd = folderOf({ 'churn.csv': churnCsv(50) });
    writeFileSync(
      join(cwd, 'churn.design.ts'),
      "process.kill(process.pid, 'SIGKILL');\nexport default {};\n",
    );
    const ran = await runHere(['show'], cwd);
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toContain('ended before it was done (SIGKILL)');
    noStack(ran);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('run, predict, evaluate', () => {
  const cwd = folderOf({ 'churn.csv': churnCsv(1500), 'new.csv': churnCsv(40) });
  writeFileSync(
    join(cwd, 'churn.design.ts'),
    `import { defineSystem } from 'millwright';
export default defineSystem({
  data: 'churn.csv',
  framing: { target: 'Churn' },
  evaluation: { interval: { samples: 50 }, slices: ['contract'] },
});
`,
  );

  test('the first version is champion; the same model is registered once', async () => {
    const first = await runCli(['run', '--json'], { cwd });
    expect(first.code).toBe(0);
    const made = jsonOf<{
      version: string;
      becomes: string;
      metrics: { rocAuc: { value: number } };
      models: { parity: { reloaded: number; singleRow: number; http: number } }[];
      report: string;
    }>(first);
    expect([made.version, made.becomes]).toEqual(['churn@1', 'champion']);
    expect(made.metrics.rocAuc.value).toBeGreaterThan(0.75);
    for (const { parity } of made.models)
      expect(parity).toMatchObject({ reloaded: 0, singleRow: 0, http: 0 });
    expect(existsSync(join(cwd, made.report))).toBe(true);
    expect(readFileSync(join(cwd, 'churn.columns.ts'), 'utf8')).toContain(
      "readonly contract: 'monthly' | 'yearly'",
    );

    const second = await runCli(['run'], { cwd });
    expect(second.stderr).toContain('unchanged since the last run');
    expect(second.stdout).toContain('unchanged: the same model as churn@1, the champion');
    const models = await runCli(['models', '--json'], { cwd });
    expect(jsonOf(models)).toMatchObject({ systems: [{ champion: 1, challenger: null }] });
  });

  test('predict writes every row as it was, and the predictions behind it', async () => {
    const ran = await runCli(['predict', 'new.csv', 'out.csv', '--json'], { cwd });
    expect(jsonOf(ran)).toMatchObject({ rows: 40, version: 'churn@1', absent: [], wrong: {} });
    const before = readFileSync(join(cwd, 'new.csv'), 'utf8').trim().split('\n');
    const after = readFileSync(join(cwd, 'out.csv'), 'utf8').trim().split('\n');
    expect(after[0]).toBe(`${before[0]},Churn_probability,Churn_predicted`);
    after.forEach((line, i) => {
      expect(line.startsWith(`${before[i]},`)).toBe(true);
    });
    expect((await runCli(['predict', 'new.csv', 'out.parquet'], { cwd })).code).toBe(0);
    const again = await runCli(['predict', 'out.parquet', 'again.jsonl', '--json'], { cwd });
    expect(jsonOf(again)).toMatchObject({ rows: 40, columns: ['Churn_probability', 'Churn_predicted'] });
    const rows = readFileSync(join(cwd, 'again.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as { Churn_probability: number });
    expect(rows.map((r) => r.Churn_probability)).toEqual(
      after.slice(1).map((l) => Number(l.split(',').at(-2))),
    );
  });

  test('predict refuses a file of something else, and notes what is missing', async () => {
    writeFileSync(join(cwd, 'other.csv'), 'a,b\n1,2\n');
    const other = await runCli(['predict', 'other.csv', 'o.csv', '--json'], { cwd });
    expect(jsonOf(other)).toMatchObject({ error: { code: 'cli/columns-absent' } });
    expect(existsSync(join(cwd, 'o.csv'))).toBe(false);
    writeFileSync(join(cwd, 'part.csv'), 'tenure,charges\n5,oops\n7,20\n');
    const part = await runCli(['predict', 'part.csv', 'p.csv'], { cwd });
    expect(part.code).toBe(0);
    expect(part.stderr).toContain('note: part.csv lacks contract');
    expect(part.stderr).toContain('note: 1 value of charges is not of its type');
  });

  test('evaluate trains on one file and measures on another', async () => {
    const argv = ['evaluate', '--train', 'churn.csv', '--test', 'new.csv', '--target', 'Churn', '--json'];
    const all = jsonOf<{ models: unknown[]; metrics: { rocAuc: { value: number } } }>(
      await runCli(argv, { cwd }),
    );
    expect(all).toMatchObject({
      category: 'binary',
      primary: 'rocAuc',
      rows: { train: 1500, test: 40, unused: 0 },
    });
    expect(all.models.length).toBeGreaterThan(2);
    const one = jsonOf(await runCli([...argv, '--model', 'logistic'], { cwd }));
    expect(one).toMatchObject({ model: 'logistic', models: [{ model: 'logistic' }] });
    const wrong = await runCli([...argv, '--model', 'logistc'], { cwd });
    expect(jsonOf(wrong)).toMatchObject({ error: { code: 'design/component-unknown', place: null } });
  });
});

test('kill -9 and Ctrl-C in the middle of each step leave nothing half-written', async () => {
  const cwd = folderOf({
    'churn.csv': churnCsv(3000),
    'churn.design.json':
      '{ "data": "churn.csv", "framing": { "target": "Churn" }, "evaluation": { "interval": { "samples": 20 } } }',
  });
  for (const [signal, at] of [
    ['SIGKILL', ''],
    ['SIGKILL', 'prepare'],
    ['SIGINT', 'train majority'],
    ['SIGKILL', 'train logistic'],
  ] as const) {
    let sent = false;
    const ran = await runCli(['run'], {
      cwd,
      onStderr(text, kill) {
        if (sent || !text.includes(`✓ ${at}`)) return;
        sent = true;
        kill(signal);
      },
    });
    expect(ran.code).toBe(signal === 'SIGINT' ? 130 : null);
    const verified = await runCli(['verify', '--json'], { cwd });
    expect(jsonOf(verified)).toMatchObject({ problems: [] });
    expect(jsonOf(await runCli(['models', '--json'], { cwd }))).toMatchObject({ systems: [] });
  }
  expect((await runCli(['run'], { cwd })).code).toBe(0);
  const lake = readdirSync(join(cwd, '.millwright', 'lake')).filter((name) => name.endsWith('.parquet'));
  expect(lake).toHaveLength(1);
});
