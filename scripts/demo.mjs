/**
 * The main job, from files to an HTTP service: a feed with live readers; with "movies" recommendations, with "churn" a score.
 *
 * Runs the built CLI as a user would. With --exit it makes its real requests, prints the answers and stops.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { churn } from './demo/churn.mjs';
import { movies } from './demo/movies.mjs';
import { newsFeed } from './demo/news-feed.mjs';

const demos = { feed: newsFeed, movies, churn };
const args = process.argv.slice(2);
const once = args.includes('--exit');
const name = args.find((arg) => !arg.startsWith('--')) ?? 'feed';
const demo = demos[name];
if (demo === undefined) {
  console.error(`demo: expected one of ${Object.keys(demos).join(', ')}. Got ${name} instead.`);
  process.exit(2);
}

const root = join(import.meta.dirname, '..');
const project = join(root, 'examples', demo.project ?? name);
const bin = join(root, 'dist', 'bin.js');
const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;

demo.before?.(project);
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
const { version, text } = await demo.ask(post, project);
answered = true;
console.log(`
From files to a served answer in ${seconds()} (after installation).

${text}`);
if (once) {
  await demo.live?.({ base, key, project, once });
  server.kill('SIGTERM');
} else {
  const open = base.replace('//', `//demo:${key}@`);
  const { path, body } = demo.try;
  console.log(`
Serving ${version} at ${base} until Ctrl-C. In a browser:

  console  ${base}  (key ${key})
  report   ${open}/reports/${version.replace('@', '/')}
  API      ${open}/openapi.json
  metrics  ${open}/metrics

In a shell:

  curl -s ${base}${path} -H 'authorization: Bearer ${key}' -H 'content-type: application/json' \\
    -d '${JSON.stringify(body)}'`);
  await demo.live?.({ base, key, project, once });
}

/** The answer to one request; ends the demo when it is refused. */
async function post(path, body) {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  console.error(`The request was refused (${response.status}): ${JSON.stringify(answer)}`);
  server.kill('SIGTERM');
  process.exit(1);
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
