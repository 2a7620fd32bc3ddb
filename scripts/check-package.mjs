/**
 * Pack the package, install the tarball into an empty folder, and use it there as a stranger would: the CLI from file
 * to prediction under the pinned Node, the message under an older one, and an import with its types.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'millwright-package-'));
const shop = join(work, 'shop');
mkdirSync(shop);

try {
  const npm = (args, cwd) =>
    execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', work], root));
  const stray = packed.files
    .map((f) => f.path)
    .filter((p) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(p));
  expect(stray.length === 0, `the package holds nothing but dist/, README and LICENSE: ${stray.join(', ')}`);

  writeFileSync(join(shop, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }\n');
  npm(['install', '--no-audit', '--no-fund', '--loglevel=error', join(work, packed.filename)], shop);
  copyFileSync(join(root, 'examples', 'churn', 'churn.csv'), join(shop, 'churn.csv'));

  const bin = join(shop, 'node_modules', 'millwright', 'dist', 'bin.js');
  const cli = (...args) => spawnSync(process.execPath, [bin, ...args], { cwd: shop, encoding: 'utf8' });
  expect(cli('--version').stdout.trim().length > 0, '--version prints the version');
  for (const args of [
    ['init', 'churn.csv', '--target', 'Churn'],
    ['show', '--json'],
    ['run', '--json'],
  ]) {
    const done = cli(...args);
    expect(done.status === 0, `millwright ${args.join(' ')} exits 0\n${done.stdout}\n${done.stderr}`);
    if (args.at(-1) === '--json') JSON.parse(done.stdout);
  }
  const predicted = cli('predict', 'churn.csv', 'out.csv');
  expect(
    predicted.status === 0 && readdirSync(shop).includes('out.csv'),
    `predict writes out.csv\n${predicted.stderr}`,
  );

  writeFileSync(
    join(shop, 'use.mjs'),
    "import { defineSystem } from 'millwright';\nif (typeof defineSystem !== 'function') process.exit(1);\n",
  );
  expect(spawnSync(process.execPath, ['use.mjs'], { cwd: shop }).status === 0, 'the package can be imported');

  const older = olderNode();
  if (older === undefined) console.log('not run: the message under an older Node (there is none on PATH)');
  else {
    const done = spawnSync(older, [bin, '--version'], { cwd: shop, encoding: 'utf8' });
    expect(
      done.status === 1 && /Node(\.js)? 24/.test(done.stderr),
      `an older Node gets a clear message\n${done.stderr}`,
    );
    expect(!/\n\s+at /.test(done.stderr), 'and no stack trace');
  }
  console.log(
    `packed ${packed.files.length} files, ${Math.round(packed.size / 1024)} KB; installed and used in an empty folder`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A Node before 24 on PATH, if there is one. */
function olderNode() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (version.status === 0 && Number(/^v(\d+)/.exec(version.stdout)?.[1]) < 24) return path;
  }
  return undefined;
}

function expect(holds, what) {
  if (holds) return;
  console.error(`check-package: it does not hold that ${what}`);
  process.exitCode = 1;
  throw new Error('the packed package is not right');
}
