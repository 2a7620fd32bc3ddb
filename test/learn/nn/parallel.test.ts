import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import type { Kernels, Parallel } from '../../../src/contracts/kernels.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import type { Weight } from '../../../src/learn/nn/layer.ts';
import { crossEntropy } from '../../../src/learn/nn/losses/cross-entropy.ts';
import { layNetwork, type NetworkSpec } from '../../../src/learn/nn/network.ts';
import { adam } from '../../../src/learn/nn/optimisers/adam.ts';
import { placeTouched, SHARDS } from '../../../src/learn/nn/table-shards.ts';
import { trainNetwork } from '../../../src/learn/nn/train-network.ts';

/** Two batches, the last part of which has fewer rows than the others. */
const ROWS = 1900;
const VALUES = 3000;

/** Vectors of two columns in one table, and of one by itself, with layers over them that are large enough to share out. */
const network: NetworkSpec = {
  numbers: [0],
  codes: 3,
  layers: [
    {
      kind: 'embedding',
      name: 'two',
      columns: [0, 1],
      first: [0, VALUES],
      rows: 2 * VALUES,
      width: 16,
      join: 'sum',
    },
    {
      kind: 'embedding',
      name: 'one',
      columns: [2],
      first: [0],
      rows: VALUES,
      width: 16,
      join: 'side-by-side',
    },
    { kind: 'concat', name: 'both', from: ['two', 'one'] },
    { kind: 'dense', name: 'hidden', units: 160 },
    { kind: 'activation', name: 'active', of: 'relu' },
    { kind: 'dense', name: 'score', units: 1 },
  ],
  heads: ['score'],
};

/** The scores of the last batch and all weights, after two steps. */
function learned(given: Kernels, parallel: Parallel): Float32Array[] {
  const kernels = { ...given, parallel };
  return kernels.scope(() => {
    const r = random(5);
    const codes = Int32Array.from({ length: 3 * ROWS }, () => Math.floor(r() ** 3 * VALUES));
    const truth = Float64Array.from({ length: ROWS }, (_, i) => Number(codes[3 * i]! % 2 === 0));
    const examples = {
      rows: ROWS,
      numbers: new Float32Array(0),
      codes,
      truths: [truth],
      weights: null,
    };
    const laid = layNetwork(network, { kernels, capacity: 1024, seed: 1, learns: () => true });
    const loss = crossEntropy({ smoothing: 0, entropy: 0 });
    const settings = { rate: 0.01, schedule: 'constant', warmUp: 0, epochs: 1, batchRows: 1024 } as const;
    const rest = { optimiser: adam(0), patience: 0, clip: 0, l1: 0, l2: 0 };
    const head = { loss, judge: loss, share: 1 };
    trainNetwork(laid, [head], examples, null, { ...settings, ...rest }, { ...quietRun(3), kernels });
    const table = laid.weights.find(({ name }) => name === 'two/table')!;
    expect(table.edges === null).toBe(parallel === 'data');
    return [laid.heads[0]!.value, ...laid.weights.map(({ value }) => value)].map((a) => a.slice());
  });
}

const largest = (a: readonly Float32Array[], b: readonly Float32Array[]): number =>
  Math.max(
    ...a.map((values, k) => values.reduce((most, v, i) => Math.max(most, Math.abs(v - b[k]![i]!)), 0)),
  );

test('shared out by data or by model, 1 thread and 3 learn the same to the last bit, and the two ways nearly so', () => {
  const byModel = learned(wasmKernels(1), 'model');
  expect(learned(wasmKernels(3), 'model')).toEqual(byModel);
  const byData = learned(wasmKernels(1), 'data');
  expect(learned(wasmKernels(3), 'data')).toEqual(byData);
  // Sums in another order: another rounding, which a step divides by the root of a square that is as small.
  expect(largest(byData, byModel)).toBeGreaterThan(0);
  expect(largest(byData, byModel)).toBeLessThan(1e-4);
});

test('rows of a table that a batch uses stand shard after shard, each once, with its place', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 60 }), fc.boolean(), (uses, large) => {
      const rows = new Int32Array(100);
      const edges = large ? new Int32Array(SHARDS + 1) : null;
      const table = { rows, edges, touched: 0 } as unknown as Weight;
      const slotOf = new Int32Array(100).fill(-1);
      placeTouched(table, Int32Array.from(uses), uses.length, slotOf, new Int32Array(100));
      const touched = [...rows.subarray(0, table.touched)];
      expect(touched.toSorted((a, b) => a - b)).toEqual([...new Set(uses)].sort((a, b) => a - b));
      touched.forEach((row, slot) => {
        expect(slotOf[row]).toBe(slot);
      });
      if (edges === null) expect(touched).toEqual([...new Set(uses)]);
      else
        for (let s = 0; s < SHARDS; s++)
          for (const row of touched.slice(edges[s], edges[s + 1])) expect(row % SHARDS).toBe(s);
    }),
  );
});
