import { expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { type Random, random } from '../../../src/kernels/random.ts';
import { crossEntropy } from '../../../src/learn/nn/losses/cross-entropy.ts';
import { layNetwork, type NetworkSpec } from '../../../src/learn/nn/network.ts';
import { adam } from '../../../src/learn/nn/optimisers/adam.ts';
import { type Examples, trainNetwork } from '../../../src/learn/nn/train-network.ts';

/** Made images and sequences whose rule is known, and which only the right kind of layer finds. */
const kernels = wasmKernels(1);
const ROWS = 600;

type Draw = (r: Random, numbers: Float32Array, codes: Int32Array) => number;

function drawn(spec: NetworkSpec, rows: number, seed: number, draw: Draw): Examples {
  const r = random(seed);
  const width = spec.numbers.reduce((a, b) => a * b, 1);
  const numbers = new Float32Array(rows * width);
  const codes = new Int32Array(rows * spec.codes);
  const truth = Float64Array.from({ length: rows }, (_, i) =>
    draw(
      r,
      numbers.subarray(i * width, (i + 1) * width),
      codes.subarray(i * spec.codes, (i + 1) * spec.codes),
    ),
  );
  return { rows, numbers, codes, truths: [truth], weights: null };
}

/** Share of unseen rows that are told right after some epochs. */
function rightAfter(spec: NetworkSpec, draw: Draw, epochs: number): number {
  const loss = crossEntropy({ smoothing: 0, entropy: 0 });
  const unseen = drawn(spec, ROWS, 2, draw);
  return kernels.scope(() => {
    const network = layNetwork(spec, { kernels, capacity: ROWS, seed: 1, learns: () => true });
    trainNetwork(
      network,
      [{ loss, judge: loss, share: 1 }],
      drawn(spec, ROWS, 1, draw),
      null,
      {
        optimiser: adam(0),
        rate: 0.01,
        schedule: 'cosine',
        warmUp: 0.1,
        epochs,
        batchRows: 50,
        patience: 0,
        clip: 1,
        l1: 0,
        l2: 0,
      },
      { ...quietRun(), kernels },
    );
    network.numbers.set(unseen.numbers);
    network.codes.set(unseen.codes);
    network.forward(ROWS, false);
    const { value } = network.heads[0]!;
    return unseen.truths[0]!.filter((y, i) => Number(value[i]! > 0) === y).length / ROWS;
  });
}

test('convolution and pooling tell a bar from a post, wherever it stands', () => {
  const spec: NetworkSpec = {
    numbers: [8, 8, 1],
    codes: 0,
    layers: [
      { kind: 'convolution', name: 'edges', channels: 6, side: 3, padding: 1 },
      { kind: 'activation', name: 'active', of: 'relu' },
      { kind: 'pooling', name: 'largest', of: 'max', side: 0 },
      { kind: 'dense', name: 'scores', units: 1, gain: 1 },
    ],
    heads: ['scores'],
  };
  const draw: Draw = (r, image) => {
    for (let i = 0; i < image.length; i++) image[i] = 0.4 * (r() - 0.5);
    const [lies, along, across] = [r() < 0.5, Math.floor(r() * 6), Math.floor(r() * 8)];
    for (let i = 0; i < 3; i++) image[lies ? across * 8 + along + i : (along + i) * 8 + across]! += 1;
    return Number(lies);
  };
  expect(rightAfter(spec, draw, 15)).toBeGreaterThan(0.95);
});

test('attention finds the word that the first one asks for, wherever it stands', () => {
  // Word 0 asks whether word 2 comes later, word 1 whether word 3 does; both come up in half of the rows. 7 is nothing.
  const spec: NetworkSpec = {
    numbers: [0],
    codes: 6,
    layers: [
      {
        kind: 'embedding',
        name: 'words',
        columns: [0, 1, 2, 3, 4, 5],
        first: [0, 0, 0, 0, 0, 0],
        rows: 8,
        width: 8,
        join: 'side-by-side',
      },
      { kind: 'positions', name: 'placed' },
      { kind: 'dense', name: 'asked', units: 24, gain: 1 },
      { kind: 'attention', name: 'seen', heads: 2, empty: { first: 0, code: 7 } },
      { kind: 'add', name: 'both', from: ['seen', 'placed'] },
      { kind: 'layer-norm', name: 'normed' },
      { kind: 'dense', name: 'hidden', units: 16 },
      { kind: 'activation', name: 'active', of: 'gelu' },
      { kind: 'pooling', name: 'mean', of: 'mean', side: 0 },
      { kind: 'dense', name: 'scores', units: 1, gain: 1 },
    ],
    heads: ['scores'],
  };
  const draw: Draw = (r, _numbers, codes) => {
    for (let t = 1; t < 6; t++) codes[t] = r() < 0.3 ? 7 : 4 + Math.floor(r() * 3);
    const asks = Math.floor(r() * 2);
    codes[0] = asks;
    const has = [r() < 0.5, r() < 0.5];
    if (has[0]) codes[1 + Math.floor(r() * 2)] = 2;
    if (has[1]) codes[3 + Math.floor(r() * 3)] = 3;
    return Number(has[asks]);
  };
  expect(rightAfter(spec, draw, 20)).toBeGreaterThan(0.95);
});
