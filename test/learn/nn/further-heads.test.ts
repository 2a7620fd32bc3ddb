import { describe, expect, test } from 'vitest';
import type { HeadScorer, Model, TrainingSet } from '../../../src/contracts/model.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { random } from '../../../src/kernels/random.ts';
import type { TableState } from '../../../src/learn/nn/table/table-state.ts';
import { deepCrossNetwork } from '../../../src/models/deep-cross-network.ts';
import { mlp } from '../../../src/models/mlp.ts';
import { wideAndDeep } from '../../../src/models/wide-and-deep.ts';
import { matrix, takeMatrix } from '../../../src/table/matrix.ts';
import { quietRun } from '../../conformance/quiet-run.ts';

const ROWS = 600;

/** Two numbers a and b: yes where a > 0, an amount 50 + 10 a, and a class by b that every other row tells. */
function rowsOf(): TrainingSet {
  const r = random(1);
  const x = matrix(ROWS, 2);
  for (let i = 0; i < x.data.length; i++) x.data[i] = 2 * r() - 1;
  const each = (of: (a: number, b: number, i: number) => number): Float64Array =>
    Float64Array.from({ length: ROWS }, (_, i) => of(x.data[i]!, x.data[ROWS + i]!, i));
  const columns = ['a', 'b'].map((name) => ({ name, source: name }));
  return {
    task: { category: 'binary', classes: ['no', 'yes'] },
    x,
    columns,
    y: each((a) => Number(a > 0)),
    weights: null,
    heads: [
      { target: 'amount', task: { category: 'regression' }, y: each((a) => 50 + 10 * a) },
      {
        target: 'kind',
        task: { category: 'multiclass', classes: ['x', 'y', 'z'] },
        y: each((_, b, i) => (i % 2 === 1 ? Number.NaN : b > 0.33 ? 2 : b > -0.33 ? 1 : 0)),
      },
      { target: 'never', task: { category: 'regression' }, y: each(() => Number.NaN) },
    ],
  };
}

const train = rowsOf();
const few = { epochs: 40, units: 16, dropout: 0, learningRate: 0.02, patience: 0, batchRows: 128 };

type Net = Model<never, TableState>;
const fitted = (model: Net, set: TrainingSet, given: object = few): TableState => {
  const { params } = resolveParams(model.name, model.params, { ...given });
  return (model as Model<unknown, TableState>).fit(set, params, quietRun()) as TableState;
};
const headsOf = (model: Net, state: TableState): HeadScorer => model.openHeads!(state)!;

describe.each([mlp, wideAndDeep, deepCrossNetwork].map((model) => ({ name: model.name, model })))(
  '$name',
  ({ model }) => {
    const state = fitted(model, train);
    const heads = headsOf(model, state);
    const out = new Float64Array(ROWS * heads.outputs);
    heads.score(train.x, out);

    test('learns every target at once, each from the rows that tell it', () => {
      expect(heads.heads).toEqual(train.heads!.map(({ target, task }) => ({ target, task })));
      expect(heads.outputs).toBe(5);
      const score = new Float64Array(ROWS);
      model.open(state)(train.x, score);
      let [right, error, told] = [0, 0, 0];
      for (let i = 0; i < ROWS; i++) {
        const [amount, ...kinds] = out.subarray(i * 5, i * 5 + 4);
        right += Number(score[i]! > 0.5 === train.y[i]! > 0);
        error += Math.abs(amount! - train.heads![0]!.y[i]!) / ROWS;
        const b = train.x.data[ROWS + i]!;
        told += Number(kinds.indexOf(Math.max(...kinds)) === (b > 0.33 ? 2 : b > -0.33 ? 1 : 0));
        expect(kinds.reduce((x, y) => x + y)).toBeCloseTo(1, 12);
      }
      expect(right / ROWS).toBeGreaterThan(0.95);
      expect(error).toBeLessThan(1);
      expect(told / ROWS).toBeGreaterThan(0.9);
    });

    test('says the same of a row alone, and nothing where there is one target', () => {
      const alone = new Float64Array(5);
      heads.score(takeMatrix(train.x, Int32Array.of(77)), alone);
      expect(alone).toEqual(out.slice(77 * 5, 78 * 5));
      const { heads: _, ...one } = train;
      expect(model.openHeads!(fitted(model, one, { ...few, epochs: 1 }))).toBeNull();
    });
  },
);

test('a fit that goes on keeps heads of the same targets, and begins others anew', () => {
  const start = fitted(mlp, train);
  const goOn = (heads: TrainingSet['heads']) => {
    const frozen = ['hidden-1', 'hidden-2', 'scores', 'head-1', 'head-2', 'head-3'];
    const set = { ...train, heads: heads!, start };
    return fitted(mlp, set, { ...few, epochs: 1, frozen: frozen.slice(0, 3 + heads!.length) });
  };
  const weights = ({ arrays }: TableState) => arrays['head-1/weight'];
  const same = goOn(train.heads);
  expect(weights(same)).toEqual(weights(start));
  expect(same.arrays['heads.mean']).toEqual(start.arrays['heads.mean']);
  const [amount, kind] = train.heads!;
  const turned = goOn([{ ...amount!, y: amount!.y.map((v) => -v), target: 'less' }, kind!]);
  expect(weights(turned)).not.toEqual(weights(start));
  expect(turned.arrays['heads.mean']![0]).toBeCloseTo(-start.arrays['heads.mean']![0]!, 9);
});
