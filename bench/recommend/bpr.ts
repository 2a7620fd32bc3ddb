/**
 * BPR beside `implicit`, one thread each: `PYTHON=python3 node --no-liftoff bench/recommend/bpr.ts [movies|made-1m]`
 * (bench/recommend/requirements.txt). 64 factors; both choose step, penalty and epochs on validation pairs among the same
 * settings, and are judged on test pairs. We solve for users from their past, implicit keeps those of its fit.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { bpr } from '../../src/retrievers/bpr.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { made, movies, ndcg, timed, withFiles } from './factor-worlds.ts';

const SETTINGS = [0.01, 0.05].flatMap((rate) =>
  [0.003, 0.01, 0.03].flatMap((regularisation) =>
    [40, 100].map((epochs) => ({ rate, regularisation, epochs })),
  ),
);

const [name = 'movies'] = process.argv.slice(2);
const world = name === 'movies' ? await movies() : made(name, 6040, 3700, 1_000_000);
const { train, validation, test } = world;
const run = { ...quietRun(), kernels: wasmKernels(1) };
const set = { events: train, catalogue: bareCatalogue(train.items), users: null };
let best = { value: -1, test: 0, seconds: 0, settings: SETTINGS[0]! };
for (const settings of SETTINGS) {
  const { seconds, value: state } = await timed(() => bpr.fit(set, { factors: 64, ...settings }, run));
  const open = bpr.open(state, run.kernels);
  const value = ndcg(open, train, validation);
  if (value > best.value) best = { value, test: ndcg(open, train, test), seconds, settings };
}
const told = (who: string, { test: value, seconds, settings }: Omit<typeof best, 'value'>): void =>
  console.log(
    `${who}: NDCG@10 ${value.toFixed(4)}, ${(seconds / settings.epochs).toFixed(3)} s an epoch, ${JSON.stringify(settings)}`,
  );
told('millwright', best);
await withFiles(world, (folder) => {
  const { status, stdout } = spawnSync(
    process.env.PYTHON ?? 'python3',
    [join(import.meta.dirname, 'bpr_peer.py'), folder, String(train.items), JSON.stringify(SETTINGS)],
    { encoding: 'utf8', env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' } },
  );
  if (status !== 0) console.log('implicit: not found, set PYTHON to an interpreter that has it');
  else {
    const theirs = JSON.parse(stdout);
    told(theirs.name, theirs);
  }
});
