import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeProject } from '../http/made-project.ts';

const root = join(import.meta.dirname, '../..');
const made = madeProject();
beforeAll(() => made.register('binary', { name: 'churn' }));
afterAll(() => made.remove());

test('the Fastify example answers, takes outcomes, tells what is wrong, and stops cleanly', async () => {
  const child = spawn(
    process.execPath,
    ['--conditions=source', 'examples/fastify/server.ts', made.folder, 'churn'],
    { cwd: root, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const found = /http:\/\/\S+:\d+/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
    child.on('close', () => reject(new Error('it ended')));
  });
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const scored = await post('/customers/score', { amount: 1 });
  expect(scored.json).toMatchObject({ risk: expect.any(Number), churns: expect.stringMatching(/yes|no/) });
  const outcome = { predictionId: scored.json.predictionId, churned: 'yes' };
  expect((await post('/customers/outcome', outcome)).json).toMatchObject({ result: 'stored' });
  const wrong = await post('/customers/score', { amuont: 1 });
  expect([wrong.status, wrong.json]).toEqual([400, { error: expect.stringMatching(/"amount"/) }]);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

/** Run in a process of its own, where "millwright" means this package. */
const NEXT = `
  const { POST, PUT } = await import('./examples/next/app/api/churn/route.ts');
  const { churn } = await import('./examples/next/lib/churn.ts');
  const send = (method, body) => new Request('http://localhost/api/churn', { method, body: JSON.stringify(body) });
  const answer = await (await POST(send('POST', { amount: 1 }))).json();
  const outcome = await (await PUT(send('PUT', { predictionId: answer.predictionId, churned: 'no' }))).json();
  const wrong = await POST(send('POST', { amount: 'x' }));
  console.log(JSON.stringify({ answer, outcome, wrong: wrong.status }));
  await (await churn()).close();`;

test('the Next.js example is a route handler of web standards', () => {
  const out = execFileSync(process.execPath, ['--conditions=source', '--input-type=module', '-e', NEXT], {
    cwd: root,
    env: { ...process.env, MILLWRIGHT_PROJECT: made.folder },
    encoding: 'utf8',
  });
  expect(JSON.parse(out)).toMatchObject({
    answer: { risk: expect.any(Number) },
    outcome: { result: 'stored' },
    wrong: 400,
  });
});
