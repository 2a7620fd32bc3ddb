/** Compile `wasm/` into one module beside the code that loads it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = 'src/adapters/wasm/kernels.wasm';
const stamp = join(root, 'node_modules', '.built-kernels');

const hash = createHash('sha256');
for (const file of [
  ...globSync('wasm/**/*.ts', { cwd: root }).sort(),
  'scripts/build-wasm.mjs',
  'package-lock.json',
])
  hash.update(file).update(readFileSync(join(root, file)));
const sources = hash.digest('hex');

if (!existsSync(join(root, out)) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  const asc = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  const done = spawnSync(
    process.execPath,
    [
      asc,
      'wasm/index.ts',
      ...['--outFile', out, '-O3', '--noAssert', '--runtime', 'stub'],
      ...['--importMemory', '--sharedMemory', '--initialMemory', '16', '--maximumMemory', '65536'],
      ...['--enable', 'simd', '--enable', 'threads'],
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (done.status !== 0) process.exit(done.status ?? 1);
  writeFileSync(stamp, sources);
}
