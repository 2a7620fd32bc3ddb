import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import type { Weight } from '../../../src/learn/nn/layer.ts';
import { crossEntropy } from '../../../src/learn/nn/losses/cross-entropy.ts';
import { absolute, huber, squared } from '../../../src/learn/nn/losses/errors.ts';
import { focal } from '../../../src/learn/nn/losses/focal.ts';
import type { Loss } from '../../../src/learn/nn/losses/loss.ts';
import { layNetwork, type Network, type NetworkSpec } from '../../../src/learn/nn/network.ts';
import { adagrad } from '../../../src/learn/nn/optimisers/adagrad.ts';
import { adam } from '../../../src/learn/nn/optimisers/adam.ts';
import { momentum } from '../../../src/learn/nn/optimisers/momentum.ts';
import type { Optimiser } from '../../../src/learn/nn/optimisers/optimiser.ts';
import { rmsprop } from '../../../src/learn/nn/optimisers/rmsprop.ts';

type Settings = Record<string, number & boolean>;

interface Golden {
  readonly peer: string;
  readonly rate: number;
  readonly networks: readonly {
    readonly name: string;
    readonly spec: NetworkSpec;
    readonly rows: number;
    readonly learning: boolean;
    readonly numbers: number[];
    readonly codes: number[];
    readonly values: Record<string, number[]>;
    readonly out: number[];
    readonly back: number[];
    readonly grads: Record<string, number[]>;
    readonly after?: Record<string, number[]>;
  }[];
  readonly losses: readonly {
    readonly name: string;
    readonly settings: Settings;
    readonly outputs: number;
    readonly scores: number[];
    readonly y: number[];
    readonly weight: number[];
    readonly loss: number;
    readonly grad: number[];
  }[];
  readonly optimisers: readonly {
    readonly name: string;
    readonly settings: Settings;
    /** Values of a row of a table; absent = one dense array. */
    readonly table?: number;
    readonly value: number[];
    /** Of a table: rows of each step. */
    readonly used?: number[][];
    readonly gradients: number[] | number[][];
    readonly steps: number[][];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../golden/nn/nn.json'), 'utf8'));

describe(`layers answer and send back what those of ${golden.peer} do`, () => {
  test.each(golden.networks)('$name', (given) => {
    const values = Object.fromEntries(
      Object.entries(given.values).map(([name, array]) => [name, Float32Array.from(array)]),
    );
    const network = layNetwork(given.spec, {
      kernels: plainKernels,
      // More room than rows: nothing may depend on it.
      capacity: given.rows + 3,
      seed: 1,
      values,
      learns: () => true,
    });
    network.numbers.set(given.numbers);
    network.codes.set(given.codes);
    network.forward(given.rows, given.learning);
    close(network.heads[0]!.value, given.out);
    for (const [name, array] of Object.entries(given.after ?? {}))
      close(weightOf(network, name).value, array);
    network.heads[0]!.grad!.set(given.back);
    // Twice: gradients are cleared, not added up.
    network.backward(given.rows);
    network.backward(given.rows);
    for (const [name, grad] of Object.entries(given.grads)) close(gradientOf(weightOf(network, name)), grad);
  });
});

const weightOf = (network: Network, name: string): Weight => network.weights.find((w) => w.name === name)!;

/** The gradient of a weight in full: 0 for rows of a table that were not used. */
function gradientOf({ value, grad, rows, touched, width }: Weight): Float32Array {
  const full = new Float32Array(value.length);
  for (let r = 0; r < touched; r++) full.set(grad!.subarray(r * width, (r + 1) * width), rows[r]! * width);
  return full;
}

const LOSSES: Record<string, (settings: Settings) => Loss> = {
  squared: () => squared,
  absolute: () => absolute,
  huber: ({ from }) => huber(from!),
  'cross-entropy': ({ smoothing, entropy }) => crossEntropy({ smoothing: smoothing!, entropy: entropy! }),
  focal: ({ focus }) => focal(focus!),
};

describe(`losses and their slopes equal those of ${golden.peer}`, () => {
  test.each(golden.losses)('$name of $outputs, $settings', ({ name, settings, outputs, ...given }) => {
    const loss = LOSSES[name]!(settings);
    const scores = Float32Array.from(given.scores);
    const truth = { y: Float64Array.from(given.y), weight: Float64Array.from(given.weight) };
    const grad = new Float32Array(scores.length).fill(9);
    const rows = given.y.length;
    expect(loss(scores, outputs, truth, rows, 1, grad) / given.loss).toBeCloseTo(1, 5);
    close(grad, given.grad);
    expect(loss(scores, outputs, truth, rows, 0.5, null) / given.loss).toBeCloseTo(1, 5);

    // A row whose truth is unknown counts for nothing.
    truth.y[2] = Number.NaN;
    const without = loss(scores, outputs, truth, rows, 2, grad);
    expect(grad.subarray(2 * outputs, 3 * outputs).every((g) => g === 0)).toBe(true);
    truth.y[2] = given.y[2]!;
    truth.weight.fill(0, 0, 2).fill(0, 3);
    expect(without + loss(scores, outputs, truth, rows, 1, null)).toBeCloseTo(given.loss, 4);
  });
});

const OPTIMISERS: Record<string, (settings: Settings) => Optimiser> = {
  sgd: () => momentum(0, false),
  momentum: ({ share, nesterov }) => momentum(share!, nesterov!),
  adagrad: () => adagrad,
  rmsprop: ({ memory }) => rmsprop(memory!),
  adam: ({ decay }) => adam(decay!),
};

describe(`20 steps are those of ${golden.peer}`, () => {
  test.each(golden.optimisers)('$name, $settings, rows of $table', (given) => {
    const optimiser = OPTIMISERS[given.name]!(given.settings);
    const value = Float32Array.from(given.value);
    const weight: Weight = {
      name: 'weight',
      role: given.table ? 'table' : 'weight',
      value,
      width: given.table ?? value.length,
      grad: new Float32Array(value.length),
      rows: new Int32Array(10),
      touched: 1,
      edges: null,
    };
    const moments = Array.from({ length: optimiser.moments }, () => new Float32Array(value.length));
    given.steps.forEach((expected, step) => {
      const used = given.used?.[step] ?? [0];
      weight.rows.set(used);
      weight.touched = used.length;
      const gradient = given.used
        ? (given.gradients[step] as number[])
        : (given.gradients as number[]).slice(step * value.length, (step + 1) * value.length);
      weight.grad!.set(gradient);
      optimiser.step(weight, moments, golden.rate, step + 1, plainKernels);
      close(value, expected);
    });
  });
});

/** Equal but for the rounding of float32. */
function close(got: Float32Array, expected: readonly number[]): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    expect(Math.abs(got[i]! - value) / size, `value ${i}: ${got[i]} for ${value}`).toBeLessThan(5e-6);
  });
}
