/**
 * Compile `wasm/` into one module of kernels, and `src/` into `dist/`: plain JavaScript and types, nothing bundled; and the
 * console into `dist/console/`, bundled. Skips the work when nothing changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import './build-wasm.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(root, 'node_modules', '.built-sources');

const hash = createHash('sha256');
for (const file of [
  'src/adapters/wasm/kernels.wasm',
  ...globSync(['src/**/*.ts', 'console/**/*.{ts,tsx,css,html,json}'], { cwd: root }).sort(),
  'tsconfig.base.json',
  'tsconfig.build.json',
  'package-lock.json',
])
  hash.update(file).update(readFileSync(join(root, file)));
const sources = hash.digest('hex');

if (!existsSync(join(dist, 'bin.js')) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  rmSync(dist, { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const done = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  copyFileSync(join(root, 'src/adapters/wasm/kernels.wasm'), join(dist, 'adapters/wasm/kernels.wasm'));
  const { build } = await import('vite');
  await build({ configFile: join(root, 'console', 'vite.config.ts'), logLevel: 'warn' });
  chmodSync(join(dist, 'bin.js'), 0o755);
  writeFileSync(stamp, sources);
}
