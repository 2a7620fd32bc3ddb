/**
 * EASE beside numpy and scipy on OpenBLAS, one thread each:
 * `PYTHON=python3 node --no-liftoff bench/recommend/ease.ts [world] [regularisation]` (bench/recommend/requirements.txt).
 * World: movies, or items x users x pairs of a made one, like 3700x6040x1000000 (the default).
 *
 * Processor time from pairs to weights, the median of seven fits, and the first, for which V8 has compiled nothing yet; NDCG@10 on the same test pairs.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { ease } from '../../src/retrievers/ease.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { made, movies, ndcg, timed, withFiles } from './factor-worlds.ts';

const FITS = 7;

const [name = '3700x6040x1000000', given = '200'] = process.argv.slice(2);
const regularisation = Number(given);
const [wide, long, pairs] = name.split('x').map(Number);
const world = name === 'movies' ? await movies() : made(name, long!, wide!, pairs!);
const { users, items, item } = world.train;
console.log(`${name}: ${users} users, ${items} items, ${item.length} pairs to learn from`);
const run = { ...quietRun(), kernels: wasmKernels(1) };
const set = { events: world.train, catalogue: bareCatalogue(items), users: null };
const fits = [];
for (let k = 0; k < FITS; k++)
  fits.push(await timed(() => ease.fit(set, { regularisation, strengthPower: 0, kept: 2048 }, run)));
const first = fits[0]!.seconds;
const { seconds, value } = fits.sort((a, b) => a.seconds - b.seconds)[FITS >> 1]!;
const quality = ndcg(ease.open(value, run.kernels), world.train, world.test);
console.log(
  `millwright (${value.facts.form}): ${seconds.toFixed(3)} s, the first ${first.toFixed(3)} s, NDCG@10 ${quality.toFixed(5)}`,
);
await withFiles(world, (folder) => {
  const { status, stdout } = spawnSync(
    process.env.PYTHON ?? 'python3',
    [join(import.meta.dirname, 'ease_peer.py'), folder, String(items), given],
    { encoding: 'utf8', env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' } },
  );
  if (status !== 0) console.log('numpy and scipy: not found, set PYTHON to an interpreter that has them');
  else
    for (const peer of JSON.parse(stdout) as { name: string; seconds: number; ndcg: number }[])
      console.log(
        `${peer.name}: ${peer.seconds.toFixed(3)} s, NDCG@10 ${peer.ndcg.toFixed(5)}, ratio ${(seconds / peer.seconds).toFixed(2)}`,
      );
});
