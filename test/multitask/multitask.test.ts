import { describe, expect, test } from 'vitest';
import type { MultiTaskSet } from '../../src/contracts/multi-task.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import type { HeadsState } from '../../src/learn/nn/heads/heads-state.ts';
import { headRates } from '../../src/multitask/head-rates.ts';
import { modelPerHead } from '../../src/multitask/model-per-head.ts';
import { sharedBody } from '../../src/multitask/shared-body.ts';
import { quietRun } from '../conformance/quiet-run.ts';
import { columns, heads, lossOf, townRows } from './made-town.ts';

const set: MultiTaskSet = { ...townRows(500, 1), heads, columns, validation: townRows(200, 2) };
const later = townRows(600, 3);
const paramsOf = (given: Record<string, unknown>) =>
  resolveParams('shared-body', sharedBody.params, { ...sharedBody.traits.quick, ...given })
    .params as Parameters<typeof sharedBody.fit>[1];

const said = (state: HeadsState): Float64Array => {
  const out = new Float64Array(later.x.rows * heads.length);
  sharedBody.open(state, quietRun().kernels)(later.x, out);
  return out;
};

test('the baseline answers with the mean of the rows that have a truth', async () => {
  const y = [Float64Array.of(1, 0, 0, 1), Float64Array.of(Number.NaN, 3, 5, Number.NaN)];
  const x = { rows: 4, cols: 0, data: new Float64Array(0) };
  const two = heads.slice(1);
  const state = await headRates.fit({ x, y, heads: two, columns: [], weights: null }, {}, quietRun());
  expect([...(state.arrays.mean as Float64Array)]).toEqual([0.5, 4]);
});

describe('shared-body', () => {
  test('amounts are means, though it learns logs: their sum over training rows comes true', async () => {
    const state = await sharedBody.fit(set, paramsOf({}), quietRun());
    const out = new Float64Array(set.x.rows * heads.length);
    sharedBody.open(state, quietRun().kernels)(set.x, out);
    let [came, told] = [0, 0];
    set.y[2]!.forEach((amount, r) => {
      if (Number.isNaN(amount)) return;
      came += amount;
      told += out[r * heads.length + 2]!;
    });
    expect(told / came).toBeCloseTo(1, 9);
  });

  test('a rare head learns from what the others know of its rows', async () => {
    const y = [set.y[0]!, set.y[1]!.map((like, r) => (r < 120 ? like : Number.NaN)), set.y[2]!];
    const { validation, ...rest } = set;
    const together = await sharedBody.fit({ ...rest, y, validation: validation! }, paramsOf({}), quietRun());
    const alone = await sharedBody.fit(
      { ...rest, heads: [heads[1]!], y: [y[1]!], validation: { ...validation!, y: [validation!.y[1]!] } },
      paramsOf({}),
      quietRun(),
    );
    const out = new Float64Array(later.x.rows);
    sharedBody.open(alone, quietRun().kernels)(later.x, out);
    const spread = new Float64Array(later.x.rows * heads.length);
    out.forEach((p, r) => {
      spread[r * heads.length + 1] = p;
    });
    expect(lossOf(later, said(together), 1)).toBeLessThan(lossOf(later, spread, 1));
  });

  test('experts with a gate for each head learn the rule as well', async () => {
    const one = await sharedBody.fit(set, paramsOf({}), quietRun());
    const four = await sharedBody.fit(set, paramsOf({ experts: 2, units: 8 }), quietRun());
    expect(four.facts.network.layers.some(({ kind }) => kind === 'mixture')).toBe(true);
    heads.forEach((_, h) => {
      expect(lossOf(later, said(four), h)).toBeLessThan(1.15 * lossOf(later, said(one), h));
    });
  });
});

test('model-per-head refuses models that are for no head of a kind', async () => {
  const given = { models: [{ name: 'majority', params: {} }] };
  await expect((async () => modelPerHead.fit(set, given, quietRun()))()).rejects.toMatchObject({
    code: 'train/head-model',
  });
});
