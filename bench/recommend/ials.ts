/**
 * iALS beside `implicit`, one thread each: `PYTHON=python3 node --no-liftoff bench/recommend/ials.ts [world] [factors]`
 * (bench/recommend/requirements.txt). World: movies, made-1m (6,040 x 3,700 x 1,000,000) or made-20m (138,000 x 20,000 x
 * 20,000,000); by default made-1m, 64 and 128 factors.
 *
 * Both choose weight and regularisation on validation pairs, among 20 settings, after 5 and after 15 iterations. Then each is fitted anew from three starts,
 * judged on test pairs after each iteration, and asked for the processor time until its NDCG@10 (all in the mean over starts) first reached the lower of
 * both best, and half a hundredth less than that.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { ials } from '../../src/retrievers/ials.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { type FactorWorld, made, movies, ndcg, timed, withFiles } from './factor-worlds.ts';

const ITERATIONS = 15;
const STARTS = [1, 2, 3];
/** Where curves are flat, chance says which iteration is the best: a standard error is some four times as much. */
const NEARLY = 0.995;

const [name = 'made-1m', ...sizes] = process.argv.slice(2);
const world =
  name === 'movies'
    ? await movies()
    : name === 'made-20m'
      ? made(name, 138_000, 20_000, 20_000_000)
      : made(name, 6040, 3700, 1_000_000);
const { users, items, item } = world.train;
console.log(`${name}: ${users} users, ${items} items, ${item.length} pairs to learn from`);
await withFiles(world, async (folder) => {
  for (const factors of sizes.length > 0 ? sizes.map(Number) : [64, 128]) {
    const ours = await measured(world, factors);
    told(ours, factors);
    const theirs = peer(folder, factors);
    if (theirs === null) {
      console.log('implicit: not found, set PYTHON to an interpreter that has it');
      continue;
    }
    told(theirs, factors);
    compared(ours, theirs);
  }
});

interface Measured {
  readonly name: string;
  readonly params: Record<string, unknown>;
  readonly curve: readonly { readonly iterations: number; readonly seconds: number; readonly ndcg: number }[];
}

async function fitted({ train }: FactorWorld, given: Record<string, unknown>, seed: number) {
  const { params } = resolveParams('ials', ials.params, given);
  const run = { ...quietRun(), seed, kernels: wasmKernels(1) };
  const set = { events: train, catalogue: bareCatalogue(train.items), users: null };
  const { seconds, value } = await timed(() => ials.fit(set, params as never, run));
  return { seconds, open: ials.open(value, run.kernels) };
}

async function measured(of: FactorWorld, factors: number): Promise<Measured> {
  let best = { value: -1, params: {} };
  for (const unobservedWeight of [0.1, 0.3, 1, 3, 10])
    for (const regularisation of [0.0003, 0.001, 0.003, 0.01])
      for (const iterations of [5, ITERATIONS]) {
        const params = { factors, unobservedWeight, regularisation };
        const { open } = await fitted(of, { ...params, iterations }, STARTS[0]!);
        const value = ndcg(open, of.train, of.validation);
        if (value > best.value) best = { value, params };
      }
  const curve = [];
  for (let iterations = 1; iterations <= ITERATIONS; iterations++) {
    let [seconds, found] = [0, 0];
    for (const seed of STARTS) {
      const once = await fitted(of, { ...best.params, iterations }, seed);
      seconds += once.seconds / STARTS.length;
      found += ndcg(once.open, of.train, of.test) / STARTS.length;
    }
    curve.push({ iterations, seconds, ndcg: found });
  }
  return { name: 'millwright', params: best.params, curve };
}

function peer(folder: string, factors: number): Measured | null {
  const script = join(import.meta.dirname, 'ials_peer.py');
  const { status, stdout } = spawnSync(
    process.env.PYTHON ?? 'python3',
    [script, folder, ...[items, factors, ITERATIONS, ...STARTS].map(String)],
    { encoding: 'utf8', env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' } },
  );
  return status === 0 ? JSON.parse(stdout) : null;
}

function told({ name: who, params, curve }: Measured, factors: number): void {
  const [first, last] = [curve[0]!, curve.at(-1)!];
  const each = (last.seconds - first.seconds) / (curve.length - 1);
  console.log(
    `${who}, ${factors} factors, ${JSON.stringify(params)}: ${each.toFixed(3)} s an iteration; NDCG@10 by iteration ${curve.map((c) => c.ndcg.toFixed(4)).join(' ')}`,
  );
}

function compared(ours: Measured, theirs: Measured): void {
  const goal = Math.min(...[ours, theirs].map(({ curve }) => Math.max(...curve.map((c) => c.ndcg))));
  for (const [what, ndcg] of [
    ['NDCG@10', goal],
    ['half a hundredth less', NEARLY * goal],
  ] as const) {
    const [a, b] = [ours, theirs].map(({ curve }) => curve.find((c) => c.ndcg >= ndcg)!);
    console.log(
      `to ${what}, ${ndcg.toFixed(4)}: ${a!.seconds.toFixed(2)} s (${a!.iterations} iterations) against ${b!.seconds.toFixed(2)} s (${b!.iterations}), ratio ${(a!.seconds / b!.seconds).toFixed(2)}`,
    );
  }
}
