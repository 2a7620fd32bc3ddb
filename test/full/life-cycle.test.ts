import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderOf, runCli } from '../cli/run-cli.ts';
import { type ServedProcess, serveProject } from './served-system.ts';

/**
 * The whole life of one system on the churn data, through the CLI and a real server: design, run, serve, feed back,
 * retrain, shadow, promote, roll back, drift, and a server that is killed.
 */
const CSV = join(import.meta.dirname, '../../examples/churn/churn.csv');
const project = folderOf();
let server: ServedProcess;

interface Predicted {
  readonly version: string;
  readonly predictions: readonly { readonly id: string; readonly score: number; readonly label: string }[];
}

const customers = csvRows(readFileSync(CSV, 'utf8'));
const cli = (...args: string[]) => runCli([...args, '--project', project], { cwd: project });
const json = async (...args: string[]) => {
  const ran = await cli(...args, '--json');
  if (ran.stdout === '') throw new Error(`millwright ${args.join(' ')} printed nothing: ${ran.stderr}`);
  return { code: ran.code, ...(JSON.parse(ran.stdout) as Record<string, unknown>) };
};

beforeAll(async () => {
  copyFileSync(CSV, join(project, 'churn.csv'));
  expect((await cli('init', 'churn.csv', '--target', 'Churn')).code).toBe(0);
  expect(await json('run')).toMatchObject({ version: 'churn@1', code: 0 });
  server = await serveProject(project);
});

afterAll(async () => {
  await server?.stop();
  rmSync(project, { recursive: true });
});

const predict = async (rows: readonly object[]) =>
  (await server.post<Predicted>('/v1/predict', { rows })).body;

describe('a served system', () => {
  test('answers, keeps labels, and replays a prediction to the last bit while it serves', async () => {
    const { version, predictions } = await predict(customers.slice(0, 5));
    expect(version).toBe('churn@1');
    const [{ id, score }] = predictions as [Predicted['predictions'][0]];
    const labelled = await server.post('/v1/feedback', { labels: [{ predictionId: id, value: 'No' }] });
    expect(labelled).toMatchObject({ status: 200, body: { results: [{ result: 'stored' }] } });
    expect(await json('replay', id)).toMatchObject({ equal: true, logged: [score], code: 0 });
  });

  test('takes a retrained version as challenger from another process, without a restart', async () => {
    const design = join(project, 'churn.design.ts');
    const text = readFileSync(design, 'utf8');
    writeFileSync(design, text.replace(/export default defineSystem(<\w+>)?\(\{/, '$&\n  seed: 2,'));
    expect(await json('run')).toMatchObject({ version: 'churn@2', becomes: 'challenger', code: 0 });
    const { body } = await server.get('/v1/systems/churn');
    expect(body).toMatchObject({ champion: 'churn@1', challenger: 'churn@2' });
  });

  test('shadows the challenger: the champion answers, the comparison is told', async () => {
    const { version } = await predict(customers.slice(100, 300));
    expect(version).toBe('churn@1');
    await expect
      .poll(async () => (await server.get<{ rows: number }>('/v1/systems/churn/shadow')).body.rows, {
        timeout: 10_000,
      })
      .toBeGreaterThanOrEqual(200);
    const { body } = await server.get('/v1/systems/churn/shadow');
    expect(body).toMatchObject({ agreement: expect.any(Number), difference: { p50: expect.any(Number) } });
  });

  test('promotes and rolls back while it serves', async () => {
    expect((await cli('promote', 'churn@2', '--why', 'it agrees')).code).toBe(0);
    expect((await predict(customers.slice(0, 1))).version).toBe('churn@2');
    expect((await cli('rollback', '--why', 'only a test')).code).toBe(0);
    expect((await predict(customers.slice(0, 1))).version).toBe('churn@1');
    const answer = await cli('promote', 'churn@9');
    expect(answer.code).not.toBe(0);
    expect(answer.stderr).not.toMatch(/\n\s+at /);
  });

  test('is quiet when live rows are like training, and alarms when they are not', async () => {
    // Rows that nothing was trained on would be better still; a thousand of 7,043 drawn evenly are like all of them.
    for (let i = 0; i < 1000; i += 100) await predict(everySeventh.slice(i, i + 100));
    const calm = await json('monitor');
    expect(driftAlarms(calm)).toEqual([]);
    const shifted = everySeventh.map((row) => ({ ...row, tenure: Math.min(72, Number(row.tenure) + 15) }));
    for (let i = 0; i < 1000; i += 100) await predict(shifted.slice(i, i + 100));
    const alarmed = await json('monitor');
    expect(driftAlarms(alarmed)).toContain('tenure');
  });
});

describe('a server that is killed', () => {
  test('loses no acknowledged label, and the next one goes on where it stopped', async () => {
    const { predictions } = await predict(customers.slice(0, 50));
    const labels = predictions.map(({ id }) => ({ predictionId: id, value: 'Yes' }));
    const stored = await server.post<{ results: unknown[] }>('/v1/feedback', { labels });
    expect(stored.body.results).toHaveLength(50);
    await server.kill();
    expect(await json('verify')).toMatchObject({ problems: [], code: 0 });
    server = await serveProject(project);
    const again = await server.post<{ results: { result: string }[] }>('/v1/feedback', { labels });
    expect(again.body.results.map((r) => r.result)).toEqual(Array(50).fill('duplicate'));
    expect((await predict(customers.slice(0, 1))).version).toBe('churn@1');
  });

  test('a second server says who holds the project; a port in use says so', async () => {
    const second = await cli('serve', '--port', '0');
    expect(second.code).not.toBe(0);
    expect(second.stderr).not.toMatch(/\n\s+at /);
    expect(second.stderr).toMatch(/serve/);
  });

  test('ends cleanly when it is asked to', async () => {
    expect(await server.stop()).toBe(0);
  });

  test('refuses to serve a model of which one byte is wrong', async () => {
    const folder = join(project, '.millwright', 'artifacts');
    const kept = new Map<string, Buffer>();
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      if (!/[0-9a-f]{64}$/.test(name)) continue;
      const path = join(folder, name);
      const bytes = readFileSync(path);
      kept.set(path, bytes);
      const wrong = Buffer.from(bytes);
      wrong[wrong.length >> 1]! ^= 1;
      writeFileSync(path, wrong);
    }
    const refused = await cli('serve', '--port', '0');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/artifact\/corrupt/);
    expect(refused.stderr).not.toMatch(/\n\s+at /);
    expect((await json('verify')).code).toBe(1);
    for (const [path, bytes] of kept) writeFileSync(path, bytes);
    expect((await json('verify')).code).toBe(0);
    server = await serveProject(project);
  });
});

const everySeventh = customers.filter((_, i) => i % 7 === 0).slice(0, 1000);

/** Columns that the drift part of a monitor report names as drifted. */
function driftAlarms(report: Record<string, unknown>): string[] {
  const { drift } = report as { drift: { columns: { name: string; drifted: boolean }[] } };
  return drift.columns.filter((c) => c.drifted).map((c) => c.name);
}

/** Rows of a plain CSV as a client would send them: numbers as numbers, empty cells null, without the target. */
function csvRows(text: string): Record<string, string | number | null>[] {
  const [head, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().split(','));
  return lines.map((cells) =>
    Object.fromEntries(
      head!.flatMap((name, i) => {
        const cell = cells[i]!;
        const value = cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell);
        return name === 'Churn' ? [] : [[name, value] as const];
      }),
    ),
  );
}
