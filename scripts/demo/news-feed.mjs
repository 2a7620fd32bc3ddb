import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const READER = 'u1';
const K = 5;
/** How long readers act when the demo ends by itself, in seconds. */
const ONCE_SECONDS = 9;
const FOREVER_SECONDS = 24 * 3600;

const world = (project) => join(project, 'world', 'main.ts');

/** A made town: its log is written, learned from and served; then readers come, and what the feed is worth is printed. */
export const newsFeed = {
  project: 'news-feed',
  try: { path: '/v1/feed', body: { reader: READER, k: 10, explain: true } },

  /** Write the log of the town, ending now. */
  before(project) {
    console.log('A made town of 500 readers, and a week of its feed:');
    const args = [world(project), 'log', '--until-now', '--folder', join(project, 'data')];
    const made = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (made.status !== 0 || !existsSync(join(project, 'data', 'events.csv'))) process.exit(made.status ?? 1);
    console.log(String(made.stdout).split('\n')[0]);
  },

  async ask(post) {
    const page = await post('/v1/feed', { reader: READER, k: K, explain: true });
    const lines = page.posts.map(({ post: id, value, source, heads }, i) => {
      const open = `${(100 * heads.open).toFixed(1)} % open it`;
      return `  ${i + 1}. ${id}  worth ${value.toFixed(3)}: ${open}, ${heads.dwell.toFixed(1)} s  (${source})`;
    });
    const text = [
      `The page of ${READER}, asked over HTTP:`,
      ...lines,
      `  by ${page.version}; logged as ${page.id}`,
    ];
    return { version: page.version, text: text.join('\n') };
  },

  /** Readers act against the server; resolves when they stop. */
  live({ base, key, project, once }) {
    console.log(
      '\nReaders come. What their sessions are truly worth, beside a ranking that knows all tastes:',
    );
    const seconds = once ? ONCE_SECONDS : FOREVER_SECONDS;
    const args = ['live', '--folder', join(project, 'data'), '--url', base, '--key', key];
    const readers = spawn(
      process.execPath,
      [world(project), ...args, '--sessions', '5', '--posts', '1', '--seconds', String(seconds)],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => readers.kill('SIGTERM'));
    return new Promise((done) => readers.on('exit', done));
  },
};
