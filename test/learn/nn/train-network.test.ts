import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { Failure } from '../../../src/errors/fail.ts';
import { random } from '../../../src/kernels/random.ts';
import type { Weight } from '../../../src/learn/nn/layer.ts';
import { balancedWeights } from '../../../src/learn/nn/losses/class-balance.ts';
import { crossEntropy } from '../../../src/learn/nn/losses/cross-entropy.ts';
import { squared } from '../../../src/learn/nn/losses/errors.ts';
import { arraysOf, layNetwork, type NetworkSpec } from '../../../src/learn/nn/network.ts';
import { adam } from '../../../src/learn/nn/optimisers/adam.ts';
import { charge } from '../../../src/learn/nn/optimisers/charge.ts';
import { clip } from '../../../src/learn/nn/optimisers/clip.ts';
import { momentum } from '../../../src/learn/nn/optimisers/momentum.ts';
import { rateShare } from '../../../src/learn/nn/optimisers/schedule.ts';
import { type Examples, type TrainSettings, trainNetwork } from '../../../src/learn/nn/train-network.ts';

const kernels = wasmKernels(1);
const run = { ...quietRun(3), kernels };

const settings: TrainSettings = {
  optimiser: adam(0),
  rate: 0.01,
  schedule: 'constant',
  warmUp: 0,
  epochs: 20,
  batchRows: 32,
  patience: 0,
  clip: 0,
  l1: 0,
  l2: 0,
};

/** Two numbers and a code; two questions about them, of which each is answered for every other row. */
function rowsOf(rows: number, seed: number): Examples {
  const r = random(seed);
  const numbers = Float32Array.from({ length: rows * 2 }, () => 2 * r() - 1);
  const codes = Int32Array.from({ length: rows }, () => Math.floor(r() * 5));
  const [a, b] = [0, 1].map((k) => (i: number) => numbers[2 * i + k]!) as [At, At];
  const sum = (i: number): number => 2 * a(i) - b(i) + [1, -2, 3, 0, 0][codes[i]!]!;
  const sign = (i: number): number => Number(a(i) + b(i) > 0);
  const every = (wanted: number, of: At) =>
    Float64Array.from({ length: rows }, (_, i) => (i % 2 === wanted ? of(i) : Number.NaN));
  return { rows, numbers, codes, truths: [every(0, sum), every(1, sign)], weights: null };
}

type At = (row: number) => number;

const twoHeads: NetworkSpec = {
  numbers: [2],
  codes: 1,
  layers: [
    {
      kind: 'embedding',
      name: 'vectors',
      columns: [0],
      first: [0],
      rows: 7,
      width: 2,
      join: 'side-by-side',
    },
    { kind: 'concat', name: 'both', from: ['numbers', 'vectors'] },
    { kind: 'dense', name: 'hidden', units: 16 },
    { kind: 'activation', name: 'active', of: 'relu' },
    { kind: 'dense', name: 'value', units: 1, gain: 1 },
    { kind: 'dense', name: 'chance', from: ['active'], units: 1, gain: 1 },
  ],
  heads: ['value', 'chance'],
};

const plain = crossEntropy({ smoothing: 0, entropy: 0 });
const heads = [
  { loss: squared, judge: squared, share: 0.5 },
  { loss: plain, judge: plain, share: 1 },
];

const lay = (learns: (name: string) => boolean = () => true) =>
  layNetwork(twoHeads, { kernels, capacity: 32, seed: 1, learns });

describe('several heads', () => {
  test('learn from the rows that they know, and from one body', () => {
    kernels.scope(() => {
      const network = lay();
      const before = arraysOf(network);
      trainNetwork(network, heads, rowsOf(1000, 1), null, { ...settings, epochs: 30 }, run);
      const held = rowsOf(32, 2);
      network.numbers.set(held.numbers);
      network.codes.set(held.codes);
      network.forward(32, false);
      const [value, chance] = network.heads.map((head) => head.value);
      for (let i = 0; i < 32; i += 2) expect(Math.abs(value![i]! - held.truths[0]![i]!)).toBeLessThan(0.5);
      const right = held.truths[1]!.filter((y, i) => i % 2 === 1 && Number(chance![i]! > 0) === y);
      expect(right.length).toBeGreaterThanOrEqual(15);
      // Codes 5 and 6 never came up: their vectors have not moved.
      const after = arraysOf(network);
      expect(after['vectors/table']!.slice(10)).toEqual(before['vectors/table']!.slice(10));
      expect(after['vectors/table']![0]).not.toBe(before['vectors/table']![0]);
    });
  });

  test('what is frozen stands still, and nothing is worked out below it', () => {
    kernels.scope(() => {
      const network = lay((name) => name.startsWith('value/'));
      const before = arraysOf(network);
      trainNetwork(network, heads, rowsOf(200, 1), null, settings, run);
      const after = arraysOf(network);
      for (const name of Object.keys(before))
        if (name.startsWith('value/')) expect(after[name]).not.toEqual(before[name]);
        else expect(after[name]).toEqual(before[name]);
      expect(network.weights.filter((w) => w.grad !== null).map((w) => w.name)).toEqual([
        'value/weight',
        'value/bias',
      ]);
    });
  });
});

describe('early stopping', () => {
  test('leaves the weights of the best epoch, and ends when patience does', () => {
    const [train, held] = [rowsOf(40, 1), rowsOf(40, 2)];
    const losses: number[] = [];
    const told = {
      ...run,
      progress: (_: number, note?: string) => void losses.push(Number(note!.split(' ').at(-1))),
    };
    kernels.scope(() => {
      const network = lay();
      const wild = { ...settings, rate: 0.1, epochs: 300, patience: 5 };
      const { epochs, loss } = trainNetwork(network, heads, train, held, wild, told);
      expect(losses.length).toBe(epochs + 5);
      expect(Math.min(...losses)).toBeCloseTo(loss!, 3);
      expect(losses[epochs - 1]).toBeCloseTo(loss!, 3);
      // Judged again, the weights that are left give that loss.
      const again = trainNetwork(network, heads, train, held, { ...wild, epochs: 0 }, run);
      expect(again.loss).toBe(loss);
    });
  });

  test('one seed gives the same weights to the last bit, another seed others', () => {
    const taught = (seed: number) =>
      kernels.scope(() => {
        const network = lay();
        trainNetwork(
          network,
          heads,
          rowsOf(200, 1),
          rowsOf(50, 2),
          { ...settings, patience: 3 },
          { ...run, seed },
        );
        return arraysOf(network);
      });
    expect(taught(1)).toEqual(taught(1));
    expect(taught(1)).not.toEqual(taught(2));
  });
});

test('kernels in TypeScript and in WebAssembly teach the same weights, to the last bit', () => {
  const taught = (by: Kernels) =>
    by.scope(() => {
      const network = layNetwork(twoHeads, { kernels: by, capacity: 32, seed: 1, learns: () => true });
      const clipped = { ...settings, clip: 1, l2: 0.001, epochs: 3 };
      trainNetwork(network, heads, rowsOf(200, 1), null, clipped, { ...quietRun(3), kernels: by });
      return arraysOf(network);
    });
  expect(taught(plainKernels)).toEqual(taught(kernels));
});

test('a loss that is no number is refused, or the last good weights are kept', () => {
  const reckless = { ...settings, optimiser: momentum(0, false), rate: 1e30 };
  kernels.scope(() => {
    expect(() => trainNetwork(lay(), heads, rowsOf(100, 1), null, reckless, run)).toThrow(
      expect.objectContaining({ code: 'train/diverged' } satisfies Partial<Failure>),
    );
  });
});

const weightOf = (role: Weight['role'], value: number[], grad: number[]): Weight => ({
  name: 'w',
  role,
  value: Float32Array.from(value),
  width: value.length,
  grad: Float32Array.from(grad),
  rows: Int32Array.of(0),
  touched: 1,
  edges: null,
});

test('charges are slopes of l1 |w| + l2 w^2 / 2, and offsets go free', () => {
  const weight = weightOf('weight', [2, -3, 0], [1, 1, 1]);
  charge(weight, 0.5, 0.25);
  expect([...weight.grad!]).toEqual([2, -0.25, 1]);
  const offset = weightOf('offset', [2], [1]);
  charge(offset, 0.5, 0.25);
  expect([...offset.grad!]).toEqual([1]);
});

test('a long gradient is shortened as a whole, a short one is not', () => {
  const weights = [weightOf('weight', [0], [3]), weightOf('offset', [0], [4])];
  expect(clip(weights, 10)).toBe(5);
  expect([...weights[0]!.grad!]).toEqual([3]);
  expect(clip(weights, 2.5)).toBe(5);
  expect(weights.map((w) => w.grad![0])).toEqual([1.5, 2]);
});

test('an L1 charge drives the weights of noise to almost nothing', () => {
  const sizes = [0, 0.05].map((l1) =>
    kernels.scope(() => {
      const network = lay();
      trainNetwork(network, heads, rowsOf(300, 1), null, { ...settings, epochs: 40, l1 }, run);
      return arraysOf(network)['hidden/weight']!.reduce((sum, w) => sum + Math.abs(w), 0);
    }),
  );
  expect(sizes[1]! / sizes[0]!).toBeLessThan(0.3);
});

test('schedules begin in full after warming up, and fall as they say', () => {
  const at = (name: Parameters<typeof rateShare>[0]) =>
    [0.2, 0.6, 1].map((done) => rateShare(name, 0.2, done));
  expect(rateShare('cosine', 0.2, 0.05)).toBeCloseTo(0.25);
  expect(at('constant')).toEqual([1, 1, 1]);
  expect(at('linear')).toEqual([1, expect.closeTo(0.5), 0]);
  expect(at('cosine')).toEqual([1, expect.closeTo(0.5), expect.closeTo(0)]);
  expect([0, 0.19, 0.21, 0.5, 0.99].map((done) => rateShare('halving', 0, done))).toEqual([
    1, 1, 0.5, 0.25, 0.0625,
  ]);
});

test('class weights are those of the effective number of rows, with mean 1 over the rows', () => {
  const counts = Float64Array.of(900, 100);
  const weights = balancedWeights(counts, 0.99);
  const effective = [900, 100].map((n) => (1 - 0.99) / (1 - 0.99 ** n));
  expect(weights[1]! / weights[0]!).toBeCloseTo(effective[1]! / effective[0]!, 9);
  expect((900 * weights[0]! + 100 * weights[1]!) / 1000).toBeCloseTo(1, 12);
  expect([...balancedWeights(counts, 0)]).toEqual([1, 1]);
  expect(balancedWeights(counts, 1)[1]! / balancedWeights(counts, 1)[0]!).toBeCloseTo(9, 9);
});
