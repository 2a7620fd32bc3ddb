import { expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { Failure } from '../../src/errors/fail.ts';
import { random } from '../../src/kernels/random.ts';
import { imageLayers, imageSize } from '../../src/learn/nn/table/image-layers.ts';
import type { TableState } from '../../src/learn/nn/table/table-state.ts';
import { convolutionalNetwork } from '../../src/models/convolutional-network.ts';
import { mlp } from '../../src/models/mlp.ts';
import { matrix } from '../../src/table/matrix.ts';
import { quietRun } from '../conformance/quiet-run.ts';

const SIDE = 6;

/** Noise with a stroke of three pixels anywhere in it: across or down. */
function strokes(rows: number, seed: number): TrainingSet {
  const r = random(seed);
  const x = matrix(rows, SIDE * SIDE);
  for (let i = 0; i < x.data.length; i++) x.data[i] = 0.5 * r();
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const down = r() < 0.5;
    y[row] = Number(down);
    const [along, beside] = [Math.floor(r() * (SIDE - 2)), Math.floor(r() * SIDE)];
    for (let k = 0; k < 3; k++)
      x.data[(down ? (along + k) * SIDE + beside : beside * SIDE + along + k) * rows + row]! += 1;
  }
  const columns = Array.from({ length: SIDE * SIDE }, (_, c) => ({ name: `p${c}`, source: `p${c}` }));
  return { task: { category: 'binary', classes: ['across', 'down'] }, x, columns, y, weights: null };
}

function accuracy(model: Model<never, TableState>, given: object): number {
  const { params } = resolveParams(model.name, model.params, { ...given });
  const state = (model as Model<unknown, TableState>).fit(strokes(120, 1), params, quietRun()) as TableState;
  const { x, y } = strokes(400, 2);
  const out = new Float64Array(y.length);
  model.open(state)(x, out);
  return y.reduce((sum, truth, i) => sum + Number(out[i]! > 0.5 === truth > 0.5), 0) / y.length;
}

test('sees what a perceptron does not: a stroke wherever it lies', () => {
  const few = { epochs: 12, patience: 0, dropout: 0, learningRate: 0.02, batchRows: 32, units: 16 };
  const seen = accuracy(convolutionalNetwork, { ...few, blocks: 1, channels: 8 });
  expect(seen).toBeGreaterThan(0.95);
  expect(accuracy(mlp, few)).toBeLessThan(seen - 0.05);
});

test('columns are an image row after row: a square, or as high as is said', () => {
  expect(imageSize(64, 0, 1)).toEqual({ height: 8, width: 8, colours: 1 });
  expect(imageSize(12, 0, 3)).toEqual({ height: 2, width: 2, colours: 3 });
  expect(imageSize(61, 0, 1)).toEqual({ height: 1, width: 61, colours: 1 });
  expect(imageSize(12, 3, 1)).toEqual({ height: 3, width: 4, colours: 1 });
  expect(() => imageSize(61, 8, 1)).toThrow(Failure);
  expect(() => imageSize(61, 0, 3)).toThrow('61 columns are no image with 3 columns a pixel');
});

test('pooling ends where an image is too small for it', () => {
  const kinds = imageLayers({ height: 2, width: 5, colours: 1 }, 2, 3, { activation: 'relu' }).map(
    (l) => l.kind,
  );
  expect(kinds.filter((kind) => kind === 'pooling')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'convolution')).toHaveLength(2);
});
