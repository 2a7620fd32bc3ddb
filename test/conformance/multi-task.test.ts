import { describe, expect, test } from 'vitest';
import type { MultiTaskSet, TaskRows } from '../../src/contracts/multi-task.ts';
import { packTensors, unpackTensors } from '../../src/contracts/pack.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import type { Run } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { fail } from '../../src/errors/fail.ts';
import { multiTaskModels } from '../../src/multitask/index.ts';
import { takeMatrix } from '../../src/table/matrix.ts';
import { columns, heads, lossOf, townRows } from '../multitask/made-town.ts';
import { quietRun } from './quiet-run.ts';

/** What every model of several heads must keep to, chosen by its traits, never by its name. */
const rows = townRows(500, 1);
const held = townRows(200, 2);
const set: MultiTaskSet = { ...rows, heads, columns, validation: held };

describe.each(multiTaskModels.map((model) => ({ name: model.name, model })))('$name', ({ model }) => {
  const { params, failures } = resolveParams(model.name, model.params, model.traits.quick ?? {});
  const usual = set;
  let fitted: Promise<State> | undefined;
  const learned = (): Promise<State> => (fitted ??= Promise.resolve(model.fit(usual, params, quietRun())));
  const predict = (state: State, { x }: TaskRows, kernels?: Run['kernels']): Float64Array => {
    const out = new Float64Array(x.rows * heads.length);
    model.open(state, kernels)(x, out);
    return out;
  };

  test('describes itself, and its parameters keep their own rules', () => {
    expect(failures).toEqual([]);
    expect(model.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(model.about).toMatch(/^[A-Z].*\.$/);
  });

  test('the same seed gives the same state, to the last bit, and what is given stays as it is', async () => {
    const given = structuredClone({ x: set.x.data, y: set.y });
    expect(await model.fit(usual, params, quietRun())).toEqual(await learned());
    expect({ x: set.x.data, y: set.y }).toEqual(given);
  });

  test('answers with chances and finite amounts, missing values or not', async () => {
    const said = predict(await learned(), held);
    heads.forEach(({ kind }, h) => {
      for (let i = h; i < said.length; i += heads.length) {
        expect(Number.isFinite(said[i]!)).toBe(true);
        if (kind === 'binary') expect(said[i]! >= 0 && said[i]! <= 1).toBe(true);
      }
    });
  });

  test('a row scores the same alone, by any kernels and after storing, to the last bit', async () => {
    const state = await learned();
    const batch = predict(state, held);
    const { facts } = JSON.parse(JSON.stringify(state)) as State;
    const stored = { facts, arrays: unpackTensors(packTensors(state.arrays)) };
    expect(predict(stored, held)).toEqual(batch);
    const score = model.open(state, quietRun().kernels);
    const out = new Float64Array(heads.length);
    for (let r = 0; r < 70; r++) {
      score(takeMatrix(held.x, Int32Array.of(r)), out);
      expect(out).toEqual(batch.slice(r * heads.length, (r + 1) * heads.length));
    }
  });

  test('tells every head better than its rate does, where it is more than a baseline', async () => {
    if (model.traits.tier === 'baseline') return;
    const rates = multiTaskModels.find(({ traits }) => traits.tier === 'baseline')!;
    const out = new Float64Array(held.x.rows * heads.length);
    rates.open(await rates.fit(set, {}, quietRun()))(held.x, out);
    const said = predict(await learned(), held);
    heads.forEach((_, h) => {
      expect(lossOf(held, said, h)).toBeLessThan(0.97 * lossOf(held, out, h));
    });
  });

  test('weights count: rows that weigh next to nothing are not heard', async () => {
    const lies = held.y.map((truth) => truth.map((y) => (y > 0 ? 0 : 1)));
    const both = townPair(rows, { ...held, y: lies });
    const weights = Float64Array.from({ length: both.x.rows }, (_, r) => (r < rows.x.rows ? 1 : 1e-9));
    const deaf = predict(await model.fit({ ...usual, ...both, weights }, params, quietRun()), held);
    const told = predict(await model.fit({ ...usual, ...both, weights: null }, params, quietRun()), held);
    expect(lossOf(held, deaf, 0)).toBeLessThan(lossOf(held, told, 0));
  });

  test('takes a head of which nothing is known, and one that never happens', async () => {
    const y = [...set.y];
    y[1] = new Float64Array(rows.x.rows).fill(Number.NaN);
    y[0] = new Float64Array(rows.x.rows);
    const { validation: _, ...alone } = usual;
    const said = predict(await model.fit({ ...alone, y }, params, quietRun()), held);
    expect(said.every(Number.isFinite)).toBe(true);
    for (let i = 0; i < said.length; i += heads.length) expect(said[i]!).toBeLessThan(0.02);
  });

  test('stops with train/cancelled, and tells its progress in 0..1', async () => {
    const stop: Run = {
      ...quietRun(),
      checkCancelled() {
        throw fail('train/cancelled', { what: 'The test' });
      },
    };
    await expect((async () => model.fit(usual, params, stop))()).rejects.toMatchObject({
      code: 'train/cancelled',
    });
    const told: number[] = [];
    await model.fit(usual, params, { ...quietRun(), progress: (fraction) => told.push(fraction) });
    expect(told.every((f) => f >= 0 && f <= 1)).toBe(true);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  test.skipIf(!model.traits.resumes)('goes on from the state it is given, and from no other', async () => {
    const fresh = townRows(200, 3);
    const state = await learned();
    const on = predict(await model.fit({ ...usual, ...fresh, start: state }, params, quietRun()), held);
    const anew = predict(await model.fit({ ...usual, ...fresh }, params, quietRun()), held);
    expect(lossOf(held, on, 0)).toBeLessThan(1.05 * lossOf(held, anew, 0));
    const start = async (foreign: State): Promise<State> =>
      model.fit({ ...usual, start: foreign }, params, quietRun());
    await expect(start({ facts: {}, arrays: {} })).rejects.toMatchObject({ code: 'train/start-unlike' });
    await expect(
      (async () => model.fit({ ...usual, heads: heads.toReversed(), start: state }, params, quietRun()))(),
    ).rejects.toMatchObject({ code: 'train/start-unlike' });
  });

  test.skipIf(model.importances === undefined)('its importances are shares of 1, of each head', async () => {
    const shares = model.importances!(await learned());
    expect(shares.length).toBe(heads.length);
    for (const of of shares) expect(of.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  });
});

/** Two sets of rows, one after the other. */
const townPair = (a: TaskRows, b: TaskRows): TaskRows => {
  const data = new Float64Array((a.x.rows + b.x.rows) * a.x.cols);
  for (let c = 0; c < a.x.cols; c++) {
    const to = c * (a.x.rows + b.x.rows);
    data.set(a.x.data.subarray(c * a.x.rows, (c + 1) * a.x.rows), to);
    data.set(b.x.data.subarray(c * b.x.rows, (c + 1) * b.x.rows), to + a.x.rows);
  }
  return {
    x: { rows: a.x.rows + b.x.rows, cols: a.x.cols, data },
    y: a.y.map((truth, h) => Float64Array.of(...truth, ...b.y[h]!)),
    weights: null,
  };
};
