import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { activations } from '../../../src/learn/nn/activations/index.ts';
import type { LayerSettings } from '../../../src/learn/nn/layers/index.ts';
import { type LayerSpec, layNetwork, type NetworkSpec } from '../../../src/learn/nn/network.ts';

/**
 * Every kind of layer by its own words: the gradient of a random sum of its outputs, along a random direction of all
 * weights at once, against the difference of two ways forward. A dense layer stands before each, so that gradients pass
 * through it as well.
 */
const ROWS = 6;
const NUDGE = 1e-3;

const after = (shape: readonly number[], settings: LayerSettings, codes = 0): NetworkSpec => ({
  numbers: shape,
  codes,
  layers: [
    { kind: 'dense', name: 'before', units: shape.at(-1)! },
    { ...settings, name: 'layer' },
    { kind: 'dense', name: 'after', units: 3 },
  ],
  heads: ['after'],
});

const joined = (kind: 'add' | 'multiply' | 'concat'): NetworkSpec => ({
  numbers: [4],
  codes: 0,
  layers: [
    { kind: 'dense', name: 'left', units: 4 },
    { kind: 'dense', name: 'right', from: ['numbers'], units: 4 },
    // A signal that is read twice gets the gradients of both readers.
    { kind, name: 'layer', from: ['left', 'right'] },
    { kind, name: 'again', from: ['layer', 'left'] },
    { kind: 'dense', name: 'after', units: 2 },
  ],
  heads: ['after'],
});

const embedded = (join: 'side-by-side' | 'sum'): NetworkSpec => ({
  numbers: [1],
  codes: 3,
  layers: [
    { kind: 'embedding', name: 'layer', columns: [0, 2], first: [0, 0], rows: 4, width: 3, join },
    { kind: 'concat', name: 'both', from: ['layer', 'numbers'] },
    { kind: 'dense', name: 'after', units: 2 },
  ],
  heads: ['after'],
});

const mixed: NetworkSpec = {
  numbers: [4],
  codes: 0,
  layers: [
    { kind: 'dense', name: 'one', units: 3 },
    { kind: 'dense', name: 'other', from: ['numbers'], units: 3 },
    { kind: 'dense', name: 'gate', from: ['numbers'], units: 2 },
    { kind: 'mixture', name: 'layer', from: ['gate', 'one', 'other'] },
    { kind: 'dense', name: 'after', units: 2 },
  ],
  heads: ['after'],
};

/** Three heads that share what stands before them, and one another's way back. */
const several: NetworkSpec = {
  numbers: [4],
  codes: 0,
  layers: [
    { kind: 'dense', name: 'layer', units: 5 },
    { kind: 'activation', name: 'bent', of: 'tanh' },
    { kind: 'dense', name: 'one', units: 1 },
    { kind: 'dense', name: 'three', from: ['bent'], units: 3 },
    { kind: 'dense', name: 'other', from: ['bent'], units: 1 },
  ],
  heads: ['one', 'three', 'other'],
};

const empty = { first: 0, code: 0 };
const specs: Record<LayerSpec['kind'], readonly NetworkSpec[]> = {
  activation: Object.keys(activations).map((of) =>
    after([5], { kind: 'activation', of: of as keyof typeof activations }),
  ),
  add: [joined('add')],
  attention: [
    after([3, 12], { kind: 'attention', heads: 2 }),
    after([3, 12], { kind: 'attention', heads: 1, causal: true, empty }, 3),
  ],
  'batch-norm': [after([5], { kind: 'batch-norm' }), after([3, 2], { kind: 'batch-norm' })],
  concat: [joined('concat')],
  convolution: [
    after([4, 5, 2], { kind: 'convolution', channels: 3, side: 3 }),
    after([4, 4, 1], { kind: 'convolution', channels: 2, side: 3, stride: 2, padding: 1 }),
  ],
  dense: [after([5], { kind: 'dense', units: 4 }), after([2, 3], { kind: 'dense', units: 4, bare: true })],
  dropout: [after([6], { kind: 'dropout', share: 0.4 })],
  embedding: [embedded('side-by-side'), embedded('sum')],
  'layer-norm': [after([5], { kind: 'layer-norm' }), after([2, 4], { kind: 'layer-norm' })],
  mixture: [mixed],
  multiply: [joined('multiply')],
  pooling: [
    after([4, 4, 2], { kind: 'pooling', of: 'max', side: 2 }),
    after([5, 2], { kind: 'pooling', of: 'mean', side: 2, stride: 1 }),
    after([4, 2], { kind: 'pooling', of: 'max', side: 0 }),
  ],
  reshape: [
    {
      numbers: [8],
      codes: 0,
      layers: [
        { kind: 'dense', name: 'before', units: 8 },
        { kind: 'reshape', name: 'layer', shape: [2, 2, 2] },
        { kind: 'convolution', name: 'seen', channels: 2, side: 2 },
        { kind: 'reshape', name: 'flat', shape: [-1] },
        { kind: 'dense', name: 'after', units: 3 },
      ],
      heads: ['after'],
    },
  ],
  positions: [after([3, 4], { kind: 'positions' })],
};

const cases = [
  ...Object.values(specs).flatMap((of) => of.map((spec) => ({ spec, name: nameOf(spec) }))),
  { spec: several, name: 'several heads' },
];

function nameOf(spec: NetworkSpec): string {
  const { name: _name, ...layer } = spec.layers.find(({ name }) => name === 'layer')!;
  return `${JSON.stringify(layer)} over [${spec.numbers}]`;
}

describe.each([
  { which: 'TypeScript', kernels: plainKernels },
  { which: 'WebAssembly', kernels: wasmKernels(1) },
])('kernels in $which', ({ kernels }) => {
  test.each(cases)('the gradient is the slope: $name', ({ spec }) => {
    kernels.scope(() => {
      const network = laid(spec, kernels, null, 0);
      const toHeads = network.heads.map(({ value }, h) => drawnLike(value, 3 + h));
      network.heads.forEach(({ grad }, h) => {
        grad!.set(toHeads[h]!);
      });
      network.backward(ROWS);
      let along = 0;
      const directions: Record<string, Float32Array> = {};
      for (const { name, value, grad, rows, touched, width } of network.weights) {
        if (grad === null) continue;
        directions[name] = drawnLike(value, name.length);
        for (let r = 0; r < touched; r++)
          for (let i = 0; i < width; i++)
            along += grad[r * width + i]! * directions[name][rows[r]! * width + i]!;
      }
      const summed = (by: number): number => {
        let sum = 0;
        laid(spec, kernels, directions, by).heads.forEach(({ value, size }, h) => {
          for (let i = 0; i < ROWS * size; i++) sum += value[i]! * toHeads[h]![i]!;
        });
        return sum;
      };
      const slope = (summed(NUDGE) - summed(-NUDGE)) / (2 * NUDGE);
      expect(Math.abs(slope)).toBeGreaterThan(0.1);
      expect(Math.abs(along - slope) / Math.max(1, Math.abs(slope))).toBeLessThan(0.01);
    });
  });
});

/** The network gone forward with all its weights moved by so much along directions; always with the same draws. */
function laid(
  spec: NetworkSpec,
  kernels: Kernels,
  directions: Record<string, Float32Array> | null,
  by: number,
) {
  const network = layNetwork(spec, { kernels, capacity: ROWS, seed: 5, learns: () => true });
  for (const { name, value } of network.weights) {
    const direction = directions?.[name];
    if (direction) for (let i = 0; i < value.length; i++) value[i]! += by * direction[i]!;
  }
  network.numbers.set(drawnLike(network.numbers, 1));
  const r = random(2);
  for (let i = 0; i < network.codes.length; i++) network.codes[i] = Math.floor(r() * 4);
  network.forward(ROWS, true);
  return network;
}

function drawnLike(array: Float32Array, seed: number): Float32Array {
  const r = random(seed);
  return Float32Array.from(array, () => 2 * r() - 1);
}
