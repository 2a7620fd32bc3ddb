import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { churnCsv, folderOf, runCli } from '../cli/run-cli.ts';
import { churnProject, trainedProject } from './churn-project.ts';
import { noStack, refusal, resultOf } from './refusal.ts';

/** Ctrl-C and kill -9 at bad moments: what was there is there, whole, and the next command works. */
type Moment = readonly [signal: 'SIGINT' | 'SIGKILL', after: string, waitMs: number];

/** Run a command, and send it a signal so long after this text was printed. */
async function interrupted(
  cwd: string,
  argv: readonly string[],
  [signal, after, waitMs]: Moment,
): Promise<void> {
  let sent = false;
  const ran = await runCli(argv, {
    cwd,
    onStderr(text, kill) {
      if (sent || !text.includes(after)) return;
      sent = true;
      setTimeout(() => kill(signal), waitMs);
    },
  });
  noStack(ran);
  // It may have been done before the signal came.
  expect([null, 0, 130]).toContain(ran.code);
  if (ran.code === 130) expect(ran.stderr).toMatch(/was (stopped|cancelled); nothing was kept of it/);
}

const verified = async (cwd: string) =>
  resultOf<{ records: number }>(await runCli(['verify', '--json'], { cwd }));

describe('while the dataset is prepared', () => {
  // The design tells when its process has begun; reading, profiling and writing these rows takes longer than we wait.
  const cwd = folderOf({
    'churn.csv': churnCsv(40_000),
    'churn.design.ts': `console.error('job ' + process.pid);
export default { data: 'churn.csv', framing: { target: 'Churn' }, models: ['majority'], evaluation: { interval: { samples: 20 } } };
`,
  });

  test.each<Moment>([
    ['SIGKILL', 'job ', 100],
    ['SIGINT', 'job ', 300],
    ['SIGKILL', 'job ', 500],
  ])('%s %s + %d ms', async (...moment) => {
    await interrupted(cwd, ['run'], moment);
    expect((await verified(cwd)).records).toBe(0);
  });

  test('when the system ends the job alone, the command says so', async () => {
    let job = 0;
    const ran = await runCli(['run', '--json'], {
      cwd,
      onStderr(text) {
        const pid = Number(/job (\d+)/.exec(text)?.[1] ?? 0);
        if (pid === job) return;
        job = pid;
        setTimeout(() => process.kill(job, 'SIGKILL'), 300);
      },
    });
    expect(refusal(ran, 1)).toMatchObject({ code: 'cli/job-died', says: expect.stringContaining('SIGKILL') });
  });

  test('afterwards a run works, and the lake holds one dataset and no draft', async () => {
    expect(resultOf(await runCli(['run', '--json'], { cwd }))).toMatchObject({ version: 'churn@1' });
    const lake = readdirSync(join(cwd, '.millwright', 'lake'));
    expect(lake.map((name) => name.replace(/^\w{64}/, ''))).toEqual(['.json', '.parquet']);
  });
});

describe('while a version is registered and its report written', () => {
  test.each<Moment>([
    ['SIGKILL', '✓ train logistic', 150],
    ['SIGINT', '✓ train logistic', 100],
    ['SIGKILL', '✓ register', 0],
  ])('%s %s + %d ms', async (...moment) => {
    const cwd = churnProject();
    await interrupted(cwd, ['run'], moment);
    const { records } = await verified(cwd);
    expect(records).toBeLessThan(2);
    const again = resultOf<{ version: string; report: string }>(await runCli(['run', '--json'], { cwd }));
    expect(again.version).toBe('churn@1');
    expect(readFileSync(join(cwd, again.report), 'utf8')).toMatch(/<\/html>\s*$/);
    expect((await verified(cwd)).records).toBe(1);
  });
});

describe('while a file is scored', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await trainedProject();
    writeFileSync(join(cwd, 'many.csv'), churnCsv(60_000));
  });

  test.each<Moment>([
    ['SIGKILL', '✓ score', 50],
    ['SIGINT', '✓ score', 100],
    ['SIGKILL', '✓ score', 150],
  ])('%s %s + %d ms', async (...moment) => {
    writeFileSync(join(cwd, 'out.csv'), 'what was there');
    await interrupted(cwd, ['predict', 'many.csv', 'out.csv'], moment);
    const out = readFileSync(join(cwd, 'out.csv'), 'utf8');
    expect([1, 60_001]).toContain(out.trimEnd().split('\n').length);
    await verified(cwd);
  });

  test('afterwards the next one works, and nothing half-written lies about', async () => {
    // A job notices that its command was killed when it is next free to: on a busy machine the first of these may
    // still find it alive.
    const left: string[][] = [];
    for (let tries = 0; tries < 5; tries++) {
      const done = resultOf(await runCli(['predict', 'many.csv', 'out.csv', '--json'], { cwd }));
      expect(done).toMatchObject({ rows: 60_000 });
      left.unshift(readdirSync(cwd).filter((name) => name.endsWith('.tmp')));
      if (left[0]!.length === 0) break;
    }
    expect(left[0]).toEqual([]);
  });

  test('Ctrl-C while one file is trained on and another measured', async () => {
    const argv = ['evaluate', '--train', 'many.csv', '--test', 'churn.csv', '--target', 'Churn'];
    const before = readdirSync(cwd).sort();
    await interrupted(cwd, argv, ['SIGINT', '✓ train', 0]);
    expect(readdirSync(cwd).sort()).toEqual(before);
    expect(existsSync(join(cwd, '.millwright'))).toBe(true);
    await verified(cwd);
  });
});
