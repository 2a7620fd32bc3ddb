import { describe, expect, test } from 'vitest';
import type { TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import type { Run } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { isClassed, isTaught, outputsOf } from '../../src/contracts/task.ts';
import { type Failure, fail } from '../../src/errors/fail.ts';
import { models } from '../../src/models/index.ts';
import { matrix, takeMatrix } from '../../src/table/matrix.ts';
import {
  hills,
  plane,
  sample,
  slope,
  threeLetters,
  twoLetters,
  type World,
  worlds,
} from '../worlds/prediction-worlds.ts';
import {
  constantPredictions,
  expectAnswers,
  largestDifference,
  linked,
  lossOf,
  predict,
} from './model-answers.ts';
import { drawn, fits, takeSet, trainingSet, withoutValidation } from './model-sets.ts';
import { quietRun } from './quiet-run.ts';

/** What every model of the room must keep to, whatever it is: chosen by its traits, never by its name. */
const ROWS = 240;
const EXPLAINED = 20;
const EASY: Record<string, World> = {
  binary: slope,
  multiclass: hills,
  regression: plane,
  ranking: { ...slope, task: { category: 'ranking', group: 'query' } },
  cluster: { ...hills, task: { category: 'cluster', classes: ['1', '2', '3'] } },
  anomaly: { ...slope, task: { category: 'anomaly', classes: ['usual', 'anomalous'], share: 0.1 } },
};
const COUNTED: Record<string, World> = { binary: twoLetters, multiclass: threeLetters };

describe.each(models.map((model) => ({ name: model.name, model })))('$name', ({ model }) => {
  const { params, failures } = resolveParams(model.name, model.params, model.traits.quick ?? {});

  test('describes itself, and its defaults keep its own rules', () => {
    const usual = resolveParams(model.name, model.params, {});
    expect(resolveParams(model.name, model.params, usual.params).failures).toEqual([]);
    expect(model.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(model.about).toMatch(/^[A-Z].*\.$/);
    expect(failures).toEqual([]);
    expect(model.update !== undefined).toBe(model.traits.online === true);
    for (const [name, spec] of Object.entries(model.params)) expect(spec.about, name).toMatch(/^[A-Z].*\.$/s);
  });

  const worldsOf = worlds.filter((w) => fits(model, w));
  test.each(worldsOf.filter((w) => w.foundBy.includes(model.traits.tier)))(
    'comes close to the rule of the world "$name"',
    async (world) => {
      const { train, unseen, held } = drawn(world);
      const state = await model.fit(trainingSet(train, held), params, quietRun());
      const blind = lossOf(unseen, constantPredictions(train, unseen.y.length));
      const ideal = lossOf(unseen, unseen.ideal);
      const found = lossOf(unseen, predict(model, state, unseen));
      // 0 = the rule itself, 1 = no better than knowing nothing.
      expect((found - ideal) / (blind - ideal)).toBeLessThan(0.2);
    },
  );

  describe.each(model.traits.categories.map((category) => ({ category })))('$category', ({ category }) => {
    const world = (model.traits.counts ? COUNTED : EASY)[category]!;
    const rows = sample(world, ROWS, 4);
    const held = sample(world, 100, 5);
    const set = trainingSet(rows, held);
    const outputs = outputsOf(world.task);
    // One fit for all tests that only look: fits are most of the time that this suite takes.
    let fitted: Promise<State> | undefined;
    const told: number[] = [];
    const progress = (fraction: number): number => told.push(fraction);
    const learned = (): Promise<State> =>
      (fitted ??= Promise.resolve(model.fit(set, params, { ...quietRun(), progress })));

    test('a row of weight 2 is that row twice', async () => {
      // Where rows are drawn by chance, a row that stands twice is drawn otherwise than one that weighs 2.
      const { quick, withoutChance } = model.traits;
      const still = resolveParams(model.name, model.params, { ...quick, ...withoutChance }).params;
      // A list is twice there when all of its rows are.
      const unitOf = (r: number): number => set.groups?.[r] ?? r;
      const heavy = set.y.map((_, r) => (unitOf(r) % 3 === 0 ? 2 : 1));
      const twice = Int32Array.from([...heavy.keys()].flatMap((r) => (heavy[r] === 2 ? [r, r] : [r])));
      const groups = set.groups && twice.map((r, i) => unitOf(r) + (r === twice[i - 1] ? ROWS : 0));
      const repeated = { ...takeSet(set, twice), ...(groups && { groups }) };
      const a = predict(model, await model.fit({ ...set, weights: heavy }, still, quietRun()), held);
      const b = predict(model, await model.fit(repeated, still, quietRun()), held);
      const scale = isClassed(world.task) ? 1 : 5;
      expect(largestDifference(a, b) / scale).toBeLessThan(1e-4);
    });

    test('the same seed gives the same state, to the last bit, and an input stays as it is', async () => {
      const given = structuredClone({ x: set.x.data, y: set.y });
      const [a, b] = [await learned(), await model.fit(set, params, quietRun())];
      expect({ x: set.x.data, y: set.y }).toEqual(given);
      expect(a).toEqual(b);
      expect(JSON.parse(JSON.stringify(a.facts))).toEqual(a.facts);
    });

    test('a row scores the same alone as in a batch, to the last bit', async () => {
      const state = await learned();
      const scorer = model.open(state);
      const batch = predict(model, state, held);
      const out = new Float64Array(outputs);
      for (let r = 0; r < held.y.length; r++) {
        scorer(takeMatrix(held.x, Int32Array.of(r)), out);
        expect(out).toEqual(batch.slice(r * outputs, (r + 1) * outputs));
      }
    });

    test('scores the same to the last bit by the kernels that answer as by those in TypeScript', async () => {
      const state = await learned();
      const out = new Float64Array(held.y.length * outputs);
      model.open(state, quietRun().kernels)(held.x, out);
      expect(out).toEqual(predict(model, state, held));
      const one = new Float64Array(outputs);
      model.open(state, quietRun().kernels)(takeMatrix(held.x, Int32Array.of(7)), one);
      expect(one).toEqual(out.slice(7 * outputs, 8 * outputs));
    });

    test('changes neither its state nor rows that it scores', async () => {
      const state = await learned();
      const before = structuredClone({ state, rows: rows.x.data });
      predict(model, state, rows);
      model.importances?.(state);
      expect({ state, rows: rows.x.data }).toEqual(before);
    });

    test('answers with probabilities that sum to 1, or finite values', async () => {
      const said = predict(model, await learned(), held);
      expectAnswers(said, world.task);
    });

    test.skipIf(!isTaught(world.task))('takes a constant target, and one class alone', async () => {
      const value = category === 'regression' ? 3.25 : 1;
      const y = new Float64Array(ROWS).fill(value);
      const state = await model.fit(withoutValidation({ ...set, y }), params, quietRun());
      const said = predict(model, state, held);
      expectAnswers(said, world.task);
      const of = outputs === 1 ? 0 : 1;
      // A score that orders lists has no unit.
      for (let r = 0; category !== 'ranking' && r < held.y.length; r++)
        expect(Math.abs(said[r * outputs + of]! - value)).toBeLessThan(
          category === 'regression' ? 1e-9 : 0.02,
        );
    });

    test('takes one row, and columns that do not vary', async () => {
      const one = takeSet(set, Int32Array.of(0));
      expectAnswers(
        predict(model, await model.fit(withoutValidation(one), params, quietRun()), held),
        world.task,
      );
      const flat = { ...set, x: matrix(ROWS, 3, new Float64Array(3 * ROWS).fill(7)) };
      expectAnswers(
        predict(model, await model.fit(withoutValidation(flat), params, quietRun()), held),
        world.task,
      );
    });

    test('takes fewer rows than columns, columns that repeat each other, and huge numbers', async () => {
      const few = Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
      const small = takeSet(set, few);
      const narrow = small.x;
      const data = Float64Array.from({ length: 12 * 8 }, (_, i) => {
        const value = narrow.data[i % narrow.data.length]!;
        return i >= 72 ? value * 1e150 : value;
      });
      const columns = Array.from({ length: 12 }, (_, c) => ({ name: `x${c}`, source: `x${c}` }));
      const wide = { ...small, columns, x: matrix(8, 12, data) };
      const state = await model.fit(withoutValidation(wide), params, quietRun());
      expectAnswers(predict(model, state, { ...held, x: wide.x, y: wide.y }), world.task);
    });

    test('stops with train/cancelled, and tells its progress in 0..1', async () => {
      const cancelled = fail('train/cancelled', { what: 'The test' });
      const stop: Run = {
        ...quietRun(),
        checkCancelled() {
          throw cancelled;
        },
      };
      await expect((async () => model.fit(set, params, stop))()).rejects.toSatisfy(
        (e) => (e as Failure).code === 'train/cancelled',
      );
      await learned();
      expect(told.every((f) => f >= 0 && f <= 1)).toBe(true);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
    });

    test.skipIf(!model.traits.resumes)('goes on from the state it is given, and from no other', async () => {
      const state = await learned();
      const before = structuredClone(state);
      const fresh = trainingSet(sample(world, ROWS, 7), held);
      const on = await model.fit({ ...fresh, start: state }, params, quietRun());
      expect(state).toEqual(before);
      expect(on).toEqual(await model.fit({ ...fresh, start: state }, params, quietRun()));
      // It has seen other rows before, and is no worse for it on rows that neither fit saw.
      const loss = (of: State): number => lossOf(held, predict(model, of, held));
      expect(loss(on)).toBeLessThan(1.1 * loss(await model.fit(fresh, params, quietRun())));
      const foreign = { facts: {}, arrays: {} };
      const start = async (): Promise<State> => model.fit({ ...fresh, start: foreign }, params, quietRun());
      await expect(start()).rejects.toMatchObject({ code: 'train/start-unlike' });
    });

    test.skipIf(model.traits.resumes)('takes no notice of a state that it cannot go on from', async () => {
      const few = Int32Array.from({ length: 40 }, (_, i) => i);
      const small = withoutValidation(takeSet(set, few));
      const start = { facts: {}, arrays: {} };
      const anew = await model.fit(small, params, quietRun());
      expect(await model.fit({ ...small, start }, params, quietRun())).toEqual(anew);
    });

    test.skipIf(model.update === undefined)('goes on from new rows, in batches of any size', async () => {
      const state = await learned();
      const before = structuredClone(state);
      const stream = trainingSet(sample(world, 200, 6), held);
      const part = (from: number, to: number): TrainingSet => ({
        ...stream,
        x: takeMatrix(
          stream.x,
          Int32Array.from({ length: to - from }, (_, i) => from + i),
        ),
        y: stream.y.slice(from, to),
      });
      const whole = await model.update!(state, stream, params, quietRun());
      let piecewise: State = state;
      for (const [from, to] of [
        [0, 1],
        [1, 70],
        [70, 70],
        [70, 200],
      ] as const)
        piecewise = await model.update!(piecewise, part(from, to), params, quietRun());
      expect(piecewise).toEqual(whole);
      expect(state).toEqual(before);
      expect(whole).not.toEqual(before);
    });

    test.skipIf(model.importances === undefined)('its importances are shares of 1', async () => {
      const shares = model.importances!(await learned());
      expect(shares.length).toBe(set.x.cols);
      expect(shares.every((s) => s >= 0)).toBe(true);
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      // The third column is noise in all of these worlds; a baseline may see one of the others only.
      const least = model.traits.tier === 'baseline' ? Math.max : Math.min;
      expect(shares[2]!).toBeLessThan(least(shares[0]!, shares[1]!));
    });

    test.skipIf(model.explain === undefined)('its contributions sum to the raw score', async ({ skip }) => {
      const state = await learned();
      if (model.explains?.(state) === false) return skip();
      const explainer = model.explain!(state);
      const said = predict(model, state, held);
      const cols = held.x.cols;
      const parts = new Float64Array(cols * explainer.base.length);
      for (let r = 0; r < EXPLAINED; r++) {
        explainer.contributions(held.x, r, parts);
        const raw = explainer.base.map((base, k) =>
          parts.subarray(k * cols, (k + 1) * cols).reduce((a, b) => a + b, base),
        );
        const expected = said.subarray(r * outputs, (r + 1) * outputs);
        expect(largestDifference(linked(raw, world.task), expected)).toBeLessThan(
          1e-9 * (category === 'regression' ? 1000 : 1),
        );
      }
    });
  });
});
