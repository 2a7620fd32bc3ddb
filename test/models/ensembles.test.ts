import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf } from '../../src/contracts/task.ts';
import { modelsFor } from '../../src/design/resolve-components.ts';
import { models } from '../../src/models/index.ts';
import { manifestOf, pipelineOf } from '../../src/recipe/store.ts';
import { fitModel } from '../../src/stages/train/fit-model.ts';
import { labelledRows } from '../../src/stages/train/labelled.ts';
import { madeDesign, madeTable } from '../stages/train/made-system.ts';
import { hills, plane, type Sample, sample, slope } from '../worlds/prediction-worlds.ts';

const named = (name: string): Model => models.find((m) => m.name === name)!;

const fitted = async (model: Model, train: Sample, given: object) => {
  const { params, failures } = resolveParams(model.name, model.params, { ...given });
  expect(failures).toEqual([]);
  return model.fit({ ...train, weights: null }, params, quietRun());
};

const say = (model: Model, state: never, rows: Sample): Float64Array => {
  const out = new Float64Array(rows.y.length * outputsOf(rows.task));
  model.open(state)(rows.x, out);
  return out;
};

const TREE = { name: 'decision-tree', params: {} };
const NEAR = { name: 'nearest-neighbours', params: { k: 5 } };
/** Never right: it answers all rows alike. */
const DULL = { binary: 'majority', multiclass: 'majority', regression: 'mean' };

describe.each([slope, hills, plane])('of the world "$name"', (world) => {
  const train = sample(world, 300, 1);
  const held = sample(world, 200, 2);
  const dull = { name: DULL[world.task.category as keyof typeof DULL], params: {} };

  test('voting is the weighted mean of what its members say', async () => {
    const model = named('voting');
    const all = await fitted(model, train, { members: [TREE, NEAR], weights: [3, 1] });
    const [a, b] = [named('decision-tree'), named('nearest-neighbours')];
    const alone = [
      say(a, (await fitted(a, train, {})) as never, held),
      say(b, (await fitted(b, train, NEAR.params)) as never, held),
    ];
    const together = say(model, all as never, held);
    together.forEach((v, i) => {
      expect(v).toBeCloseTo((3 * alone[0]![i]! + alone[1]![i]!) / 4, 12);
    });
  });

  test.each(['stacking', 'greedy-ensemble'])('%s tells good members from dull ones', async (name) => {
    const model = named(name);
    const state = await fitted(model, train, { members: [dull, NEAR, TREE], folds: 3 });
    const { weights } = state.arrays as { weights: Float64Array };
    // Of classes equally frequent the dull one tells nothing, so that its weight is drawn to that of all: a third.
    expect(weights[0]!).toBeLessThan(0.3);
    expect(Math.max(weights[1]!, weights[2]!)).toBeGreaterThan(0.3);
  });
});

test('an ensemble may be made of ensembles', async () => {
  const train = sample(slope, 200, 1);
  const bags = { name: 'bagging', params: { members: [TREE], bags: 3 } };
  const model = named('voting');
  const state = await fitted(model, train, {
    members: [bags, { name: 'voting', params: { members: [TREE, NEAR] } }],
  });
  expect(say(model, state as never, train).every((p) => p >= 0 && p <= 1)).toBe(true);
});

test('weights that do not fit the members are refused', async () => {
  const train = sample(slope, 50, 1);
  for (const weights of [[1], [0, 0], [2, -1]])
    await expect(fitted(named('voting'), train, { members: [TREE, NEAR], weights })).rejects.toMatchObject({
      code: 'params/invalid',
    });
});

test('of several classes only log-odds are explained, and no ensemble with a member that explains nothing', async () => {
  const explains = async (train: Sample, given: object): Promise<boolean> => {
    const model = named('voting');
    return model.explains!(await fitted(model, train, given));
  };
  const [two, three] = [sample(slope, 100, 1), sample(hills, 100, 1)];
  expect(await explains(two, { members: [TREE] })).toBe(true);
  expect(await explains(two, { members: [TREE, NEAR] })).toBe(false);
  expect(await explains(two, { members: [TREE, NEAR], weights: [1, 0] })).toBe(true);
  expect(await explains(three, { members: [TREE] })).toBe(false);
  expect(await explains(three, { members: [TREE], average: 'log-odds' })).toBe(true);
  // Contributions to the log of a value do not add up to a mean of values.
  const counts = sample(plane, 100, 1);
  const positive = { ...counts, y: counts.y.map(Math.abs) };
  const trees = (loss: string) => ({ members: [{ name: 'boosted-trees', params: { loss, rounds: 3 } }] });
  expect(await explains(positive, trees('squared'))).toBe(true);
  expect(await explains(positive, trees('poisson'))).toBe(false);
});

describe.each(['binary', 'multiclass', 'regression'] as const)('in a %s pipeline', (category) => {
  const design = madeDesign(category);
  const rows = labelledRows(design, madeTable(300, category));
  const linear = modelsFor(category).find((m) => m.traits.tier === 'simple')!.name;
  const members = [linear, 'boosted-trees', 'decision-tree'].map((name) => ({
    name,
    params: resolveParams(name, named(name).params, { ...(name === 'boosted-trees' && { rounds: 20 }) })
      .params,
  }));

  test('each member sees the table as it does alone', async () => {
    const choice = { name: 'voting', params: { members, weights: [0, 0, 1], average: 'log-odds' } };
    const together = await fitModel(design, choice, rows, null, quietRun());
    const tree = await fitModel(design, members[2]!, rows, null, quietRun());
    const difference = together.pipeline
      .score(rows.frame)
      .reduce(
        (most, v, i, all) =>
          Math.max(most, Math.abs(v - tree.pipeline.score(rows.frame)[i]!) * Number(i < all.length)),
        0,
      );
    expect(difference).toBeLessThan(1e-9);
    const views = [linear, 'decision-tree'].map((name) => named(name).traits.missing);
    expect(new Set(views).size).toBe(2);
  });

  test('survives being stored, answers single rows alike, and its explanation adds up', async () => {
    const choice = { name: 'stacking', params: { members, folds: 2, strength: 1 } };
    const { recipe, model, state, pipeline } = await fitModel(design, choice, rows, null, quietRun());
    const { task } = design.framing;
    const written = manifestOf({
      system: 'made',
      task,
      fitted: recipe,
      model,
      params: choice.params,
      state,
      threshold: null,
    });
    const opened = pipelineOf(JSON.parse(JSON.stringify(written.manifest)), written.tensors);
    const scores = pipeline.score(rows.frame);
    expect(opened.score(rows.frame)).toEqual(scores);
    const row = { amount: 0.3, noise: null, plan: 'pro' };
    const [a, b] = [new Float64Array(pipeline.outputs), new Float64Array(pipeline.outputs)];
    pipeline.scoreRow(row, a);
    opened.scoreRow(row, b);
    expect(a).toEqual(b);
    const raw = opened.explainRow!(row).outputs.map(({ base, contributions }) =>
      contributions.reduce((sum, c) => sum + c.contribution, base),
    );
    const total = raw.reduce((sum, s) => sum + Math.exp(s), 0);
    raw.forEach((s, k) => {
      const told =
        category === 'regression' ? s : category === 'binary' ? 1 / (1 + Math.exp(-s)) : Math.exp(s) / total;
      expect(told).toBeCloseTo(a[k]!, 9);
    });
  });
});

test('a member of another version than this program has is refused', async () => {
  const model = named('voting');
  const state = await fitted(model, sample(slope, 50, 1), { members: [TREE] });
  const facts = structuredClone(state.facts) as { members: { version: number }[] };
  facts.members[0]!.version = 99;
  expect(() => model.open({ facts: facts as never, arrays: state.arrays })).toThrow(/decision-tree/);
});
