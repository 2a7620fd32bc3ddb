/**
 * Behind `npm run demo` and `npm test`: install what the lockfile says, then run the step under the pinned Node.
 *
 * Runs on any Node from 18 with nothing installed, so it is plain JavaScript and imports Node alone. It installs only
 * when the lockfile changed since the last time, and starts the next program by path: a shell that has already looked
 * `node` up would keep using the older one.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const vitest = join('node_modules', 'vitest', 'vitest.mjs');

const [step, ...rest] = process.argv.slice(2);
const steps = {
  demo: [['scripts/build.mjs'], ['scripts/demo.mjs', ...rest]],
  test: [['scripts/build.mjs'], [vitest, 'run', '--project', 'unit', ...rest]],
  screenshots: [['scripts/build.mjs'], ['scripts/screenshots.mjs', ...rest]],
  'test:full': [['scripts/build.mjs'], [vitest, 'run', '--project', 'full', ...rest]],
};
if (!(step in steps)) {
  console.error(`setup: expected one of ${Object.keys(steps).join(', ')}. Got ${step ?? 'nothing'} instead.`);
  process.exit(2);
}

install();
for (const args of steps[step]) run(pinnedNode, args);

function install() {
  const stamp = join(root, 'node_modules', '.installed-lockfile');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && missing().length === 0) return;
  console.error('Installing dependencies (once, until the lockfile changes) ...');
  // Not `npm ci`: it refuses a lockfile that was made where the registry lacks the binaries of other platforms.
  // `--no-save` keeps to the lockfile just the same, and leaves it as it is.
  run(npm().command, [...npm().args, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  const absent = missing();
  if (absent.length > 0) {
    // An older npm skips optional packages whose `engines` want a newer Node than the one it runs on.
    console.error(
      `npm left out ${absent.join(', ')}, which this platform needs. Install Node 24 or newer and try again.`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** Native parts that npm may leave out without a word. */
function missing() {
  const at = (path) => join(root, 'node_modules', path);
  const platform = `${process.platform}-${process.arch}`;
  const wanted = [
    ['node/bin', pinnedNode],
    [`@duckdb/node-bindings-${platform}`, at(`@duckdb/node-bindings-${platform}`)],
    [`@typescript/typescript-${platform}`, at(`@typescript/typescript-${platform}`)],
  ];
  return wanted.filter(([, path]) => !existsSync(path)).map(([name]) => name);
}

/** npm as it was started: by path when npm runs us, else from PATH. */
function npm() {
  const path = process.env.npm_execpath;
  return path?.endsWith('.js') ? { command: process.execPath, args: [path] } : { command: 'npm', args: [] };
}

function run(command, args) {
  const path = [dirname(pinnedNode), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  if (done.error) {
    console.error(`Could not start ${command}: ${done.error.message}`);
    process.exit(1);
  }
  if (done.status !== 0) process.exit(done.status ?? 1);
}
