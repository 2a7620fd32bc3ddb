import { describe, expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../../src/contracts/model.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { random } from '../../../src/kernels/random.ts';
import type { TableState } from '../../../src/learn/nn/table/table-state.ts';
import { deepCrossNetwork } from '../../../src/models/deep-cross-network.ts';
import { mlp } from '../../../src/models/mlp.ts';
import { wideAndDeep } from '../../../src/models/wide-and-deep.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { quietRun } from '../../conformance/quiet-run.ts';

type Given = Readonly<Record<string, unknown>>;

const taught = (model: Model<never, TableState>, train: TrainingSet, given: Given = {}): TableState => {
  const { params, failures } = resolveParams(model.name, model.params, given);
  expect(failures).toEqual([]);
  return (model as Model<unknown, TableState>).fit(train, params, quietRun()) as TableState;
};

/** A number with gaps, a category of 6, noise; yes where the number is high, or missing, or the category is odd. */
function rowsOf(rows: number, seed: number): TrainingSet {
  const r = random(seed);
  const x = matrix(rows, 3);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const gap = r() < 0.2;
    const value = 2 * r() - 1;
    const code = Math.floor(r() * 6);
    x.data[i] = gap ? Number.NaN : 100 + value;
    x.data[rows + i] = code;
    x.data[2 * rows + i] = r();
    const score = (gap ? 3 : 3 * value) + (code % 2 === 1 ? 2 : -2);
    y[i] = Number(r() < 1 / (1 + Math.exp(-score)));
  }
  const columns = [
    { name: 'a', source: 'a' },
    { name: 'kind', source: 'kind', cardinality: 6 },
    { name: 'noise', source: 'noise' },
  ];
  return { task: { category: 'binary', classes: ['no', 'yes'] }, x, columns, y, weights: null };
}

const answer = (model: Model<never, TableState>, state: TableState, ...row: number[]): number => {
  const out = new Float64Array(1);
  model.open(state)(matrix(1, row.length, Float64Array.from(row)), out);
  return out[0]!;
};

const train = rowsOf(1000, 1);
const models = [mlp, wideAndDeep, deepCrossNetwork];

describe.each(models.map((model) => ({ name: model.name, model })))('$name', ({ model }) => {
  const state = taught(model, train);
  const say = (...row: number[]): number => answer(model, state, ...row);

  test('tells categories and gaps apart', () => {
    expect(say(100, 1, 0.5)).toBeGreaterThan(0.7);
    expect(say(100, 2, 0.5)).toBeLessThan(0.3);
    expect(say(Number.NaN, 2, 0.5)).toBeGreaterThan(0.55);
  });

  test('a category that is missing, one that nobody knows and one beyond the last are the same', () => {
    const missing = say(100, Number.NaN, 0.5);
    expect(say(100, 6, 0.5)).toBe(missing);
    expect(say(100, 1e9, 0.5)).toBe(missing);
    expect(missing).toBeGreaterThan(0.05);
    expect(missing).toBeLessThan(0.95);
  });

  test('a value out of all proportion leaves the answer finite', () => {
    for (const value of [1e300, -1e300, 1e9]) expect(say(value, 1, 0.5)).toSatisfy(Number.isFinite);
  });
});

test.each([
  { norm: 'layer', dropout: 0.2, activation: 'gelu' },
  { norm: 'batch', residual: true, layers: 3, activation: 'elu', optimiser: 'adam' },
  { optimiser: 'rmsprop', loss: 'focal', activation: 'tanh' },
  { optimiser: 'momentum', learningRate: 0.05, warmUp: 0.1, schedule: 'linear', l2: 1e-4 },
  { optimiser: 'adagrad', learningRate: 0.05, smoothing: 0.05, entropy: 0.05, classBalance: 0.99 },
  { layers: 0, embeddingWidth: 3, schedule: 'halving', learningRate: 0.05 },
])('learns with %o', (given) => {
  const other = taught(mlp, train, { ...given, epochs: 12 });
  const said = new Float64Array(500);
  const held = rowsOf(500, 2);
  mlp.open(other)(held.x, said);
  const right = held.y.filter((y, i) => Number(said[i]! > 0.5) === y).length;
  expect(right / 500).toBeGreaterThan(0.75);
});

test('cross layers of low rank and stacked ones learn too', () => {
  for (const given of [{ rank: 2 }, { arrangement: 'stacked' }, { layers: 0 }]) {
    const state = taught(deepCrossNetwork, train, { ...given, epochs: 12, learningRate: 0.01 });
    expect(answer(deepCrossNetwork, state, 100, 1, 0.5)).toBeGreaterThan(0.65);
    expect(answer(deepCrossNetwork, state, 100, 2, 0.5)).toBeLessThan(0.35);
  }
});

describe('fine-tuning', () => {
  const state = taught(mlp, train);
  /** A few rows where yes and no have changed places. */
  const few: TrainingSet = { ...rowsOf(120, 3), start: state };
  few.y.forEach((y, i) => {
    few.y[i] = 1 - y;
  });

  test('goes on from a state: what is frozen keeps every bit, and little is enough', () => {
    const frozen = ['category-0', 'hidden-1', 'hidden-2'];
    const tuned = taught(mlp, few, {
      frozen,
      learningRate: 0.05,
      patience: 0,
      batchRows: 16,
      dropout: 0,
      decay: 0,
    });
    for (const [name, array] of Object.entries(state.arrays))
      if (name.startsWith('scores/')) expect(tuned.arrays[name]).not.toEqual(array);
      else expect(tuned.arrays[name], name).toEqual(array);
    expect(answer(mlp, tuned, 100, 1, 0.5)).toBeLessThan(0.45);
    expect(answer(mlp, tuned, 100, 2, 0.5)).toBeGreaterThan(0.55);
    // Rows of a kind that it was shown too few of to learn it anew.
    expect(answer(mlp, tuned, Number.NaN, 2, 0.5)).toBeLessThan(answer(mlp, tuned, 99.5, 2, 0.5));
  });

  test('takes over what fits: another width, or other classes, begin anew above the same vectors', () => {
    const wider = taught(mlp, few, { units: 32, frozen: ['category-0'], epochs: 2 });
    expect(wider.arrays['category-0/table']).toEqual(state.arrays['category-0/table']);
    expect(wider.arrays['hidden-1/bias']!.length).toBe(32);
    const classes = ['a', 'b', 'c'];
    const three = taught(mlp, { ...few, task: { category: 'multiclass', classes } }, { epochs: 2 });
    expect(three.arrays['scores/bias']!.length).toBe(3);
  });

  test('refuses a layer that is not there, other columns and other models, each with what is wrong', () => {
    expect(() => taught(mlp, few, { frozen: ['hiden-1'] })).toThrow(/hiden-1.*"hidden-1"/);
    const [a, , noise] = train.columns;
    const fewer = { ...few, x: matrix(120, 2), columns: [a!, noise!] };
    expect(() => taught(mlp, fewer)).toThrow(/3 columns, and there are 2/);
    const more = { ...few, columns: [a!, { name: 'kind', source: 'kind', cardinality: 7 }, noise!] };
    expect(() => taught(mlp, more)).toThrow(/kind has 6 categories, and there are 7/);
    expect(() => taught(mlp, { ...few, start: { facts: {}, arrays: {} } })).toThrow(/not that of a network/);
  });
});

test('a loss that the target does not have is refused', () => {
  expect(() => taught(mlp, train, { loss: 'huber' })).toThrow(/huber/);
});
