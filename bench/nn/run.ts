/**
 * Steps of training by the neural engine beside PyTorch, the same networks and batches, as many threads each, which share
 * out the rows of a batch (data, the default) or the weights (model):
 *
 *     PYTHON=path/to/python node --no-liftoff bench/nn/run.ts [threads=1] [data | model]     (an interpreter with PyTorch)
 *
 * mlp: 128-256-64-1 over batches of 1,024 rows, Adam. wide & deep: five columns of 100,000 categories as vectors of 16 and
 * as single weights, 13 numbers, hidden layers of 64; tables learn by SparseAdam there. The median of rounds that take
 * turns: with one thread in CPU time of the process, with several in wall time, which says something only while the machine
 * does nothing else. A ratio is ours / theirs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { Parallel } from '../../src/contracts/kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { crossEntropy } from '../../src/learn/nn/losses/cross-entropy.ts';
import { layNetwork, type NetworkSpec } from '../../src/learn/nn/network.ts';
import { adam } from '../../src/learn/nn/optimisers/adam.ts';
import { type Examples, trainNetwork } from '../../src/learn/nn/train-network.ts';

const BATCH = 1024;
const BATCHES = 16;
const ROUNDS = 9;
/** Threads of the peer go on turning in circles for a while when its round is over. */
const PAUSE = 500;
const CATEGORIES = 100_000;
const COLUMNS = 5;
const WIDTH = 16;
const NUMBERS = 13;

const columns = Array.from({ length: COLUMNS }, (_, c) => c);
const dense = (name: string, units: number, from?: string) =>
  [
    { kind: 'dense', name, units, ...(from === undefined ? {} : { from: [from] }) },
    { kind: 'activation', name: `${name}-active`, of: 'relu' },
  ] as const;

const mlp: NetworkSpec = {
  numbers: [128],
  codes: 0,
  layers: [...dense('one', 256), ...dense('two', 64), { kind: 'dense', name: 'scores', units: 1 }],
  heads: ['scores'],
};

const wideAndDeep: NetworkSpec = {
  numbers: [NUMBERS],
  codes: COLUMNS,
  layers: [
    {
      kind: 'embedding',
      name: 'wide',
      columns,
      first: columns.map((c) => c * CATEGORIES),
      rows: COLUMNS * CATEGORIES,
      width: 1,
      join: 'sum',
    },
    ...columns.map(
      (c) =>
        ({
          kind: 'embedding',
          name: `vectors-${c}`,
          columns: [c],
          first: [0],
          rows: CATEGORIES,
          width: WIDTH,
          join: 'side-by-side',
        }) as const,
    ),
    { kind: 'concat', name: 'table', from: ['numbers', ...columns.map((c) => `vectors-${c}`)] },
    ...dense('one', 64, 'table'),
    ...dense('two', 64),
    { kind: 'dense', name: 'deep', units: 1 },
    { kind: 'add', name: 'scores', from: ['wide', 'deep'] },
  ],
  heads: ['scores'],
};

const threads = Number(process.argv[2] ?? 1);
const parallel: Parallel = process.argv[3] === 'model' ? 'model' : 'data';

/** What a round of `BATCHES` steps costs on average, in ms a step. */
function stepper(spec: NetworkSpec): () => number {
  const kernels = { ...wasmKernels(threads), parallel };
  const network = layNetwork(spec, { kernels, capacity: BATCH, seed: 1, learns: () => true });
  const examples = drawn(spec);
  const loss = crossEntropy({ smoothing: 0, entropy: 0 });
  const heads = [{ loss, judge: loss, share: 1 }];
  const settings = {
    optimiser: adam(0),
    rate: 0.001,
    schedule: 'constant',
    warmUp: 0,
    epochs: 1,
    batchRows: BATCH,
    patience: 0,
    clip: 0,
    l1: 0,
    l2: 0,
  } as const;
  const epochs = 4;
  return () => {
    const [began, start] = [process.cpuUsage(), performance.now()];
    kernels.scope(() =>
      trainNetwork(network, heads, examples, null, { ...settings, epochs }, { ...quietRun(), kernels }),
    );
    const { user, system } = process.cpuUsage(began);
    const ms = threads === 1 ? (user + system) / 1000 : performance.now() - start;
    return ms / (BATCHES * epochs);
  };
}

function drawn(spec: NetworkSpec): Examples {
  const rows = BATCH * BATCHES;
  const r = random(1);
  return {
    rows,
    numbers: Float32Array.from({ length: rows * spec.numbers[0]! }, () => 2 * r() - 1),
    codes: Int32Array.from({ length: rows * spec.codes }, () => Math.floor(r() * CATEGORIES)),
    truths: [Float64Array.from({ length: rows }, () => Number(r() < 0.5))],
    weights: null,
  };
}

/** Asks PyTorch for a round, and gives its ms a step. */
async function peers() {
  const child = spawn(
    process.env.PYTHON ?? 'python3',
    [join(import.meta.dirname, 'peer.py'), String(threads)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, OMP_NUM_THREADS: String(threads), MKL_NUM_THREADS: String(threads) },
    },
  );
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  return {
    name: await next(),
    async round(name: string): Promise<number> {
      child.stdin.write(`${name}\n`);
      return Number(await next());
    },
    async end(): Promise<void> {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const theirs = await peers();
for (const [name, spec] of Object.entries({ mlp, 'wide-and-deep': wideAndDeep })) {
  const ours = stepper(spec);
  const times: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const us = ours();
    times.push([us, await theirs.round(name)]);
    await setTimeout(PAUSE);
  }
  const [a, b] = [median(times.map((t) => t[0])), median(times.map((t) => t[1]))];
  const ratios = times.slice(2).map(([us, them]) => us / them);
  console.log(
    `${name}: ${a.toFixed(2)} ms a step / ${b.toFixed(2)} of ${theirs.name} = ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
}
await theirs.end();
