/**
 * The main job on real input: customer churn from a CSV file to a monitored HTTP service.
 *
 * Runs the built CLI as a user would. With --exit it makes one real request, prints the answer and stops.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const project = join(root, 'examples', 'churn');
const bin = join(root, 'dist', 'bin.js');
const once = process.argv.includes('--exit');
const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;

const customer = {
  female: 1,
  senior_citizen: 0,
  partner: 1,
  dependents: 0,
  tenure: 2,
  contract: 'Month-to-month',
  internet_service: 'Fiber optic',
  monthly_charges: 89.9,
  total_charges: 179.8,
};

const ran = spawnSync(process.execPath, [bin, 'run', '--project', project], { stdio: 'inherit' });
if (ran.status !== 0) process.exit(ran.status ?? 1);

const port = await freePort(8080);
const key = `mw_demo_${randomBytes(12).toString('hex')}`;
const env = { ...process.env, MILLWRIGHT_KEYS: `ingest,predict,read,admin:${key}` };
const server = spawn(
  process.execPath,
  [bin, 'serve', '--project', project, '--port', String(port), '--quiet'],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'));
server.on('exit', (code) => process.exit(once && answered ? 0 : (code ?? 1)));

let answered = false;
const base = `http://127.0.0.1:${port}`;
await ready();
const answer = await ask();
answered = true;
console.log(`
From file to served prediction in ${seconds()} (after installation).

A customer of two months on fibre, asked over HTTP:
${told(answer)}`);
if (once) server.kill('SIGTERM');
else {
  const open = base.replace('//', `//demo:${key}@`);
  console.log(`
Serving ${answer.version} at ${base} until Ctrl-C. In a browser:

  report   ${open}/reports/churn/${answer.version.split('@')[1]}
  API      ${open}/openapi.json
  metrics  ${open}/metrics

In a shell:

  curl -s ${base}/v1/predict -H 'authorization: Bearer ${key}' -H 'content-type: application/json' \\
    -d '${JSON.stringify({ rows: [customer] })}'`);
}

async function ask() {
  const response = await fetch(`${base}/v1/predict`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ rows: [customer], explain: true }),
  });
  const body = await response.json();
  if (!response.ok) {
    console.error(`The request was refused (${response.status}): ${JSON.stringify(body)}`);
    server.kill('SIGTERM');
    process.exit(1);
  }
  return body;
}

async function ready() {
  for (let i = 0; i < 100; i++) {
    const ok = await fetch(`${base}/readyz`).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  console.error('The service did not become ready within 10 s.');
  server.kill('SIGTERM');
  process.exit(1);
}

/** The answer in words, with the strongest three reasons. */
function told({ version, predictions: [{ id, label, score, threshold, explanations }] }) {
  const reasons = explanations[0].contributions
    .slice(0, 3)
    .map(({ column, value, contribution: c }) => `${column} ${value} (${c < 0 ? '' : '+'}${c.toFixed(2)})`);
  return [
    `  Churn    ${label}: probability ${score.toFixed(4)}, threshold ${threshold.toFixed(4)}`,
    `  because  ${reasons.join(', ')}, in log-odds`,
    `  by       ${version}, logged as ${id}`,
  ].join('\n');
}

/** The wished port, or any free one when it is taken. */
function freePort(wished) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => (wished === 0 ? reject(new Error('no free port')) : resolve(freePort(0))));
    probe.listen(wished, '127.0.0.1', () => {
      const { port: found } = probe.address();
      probe.close(() => resolve(found));
    });
  });
}
