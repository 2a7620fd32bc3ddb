import { expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Failure } from '../../src/errors/fail.ts';
import { models } from '../../src/models/index.ts';
import { matrix } from '../../src/table/matrix.ts';
import { plane, sample, slope } from '../worlds/prediction-worlds.ts';

const named = (name: string) => models.find((m) => m.name === name)!;
const model = named('principal-components');
const learned = async (train: ReturnType<typeof sample>, given: object) => {
  const { params, failures } = resolveParams(model.name, model.params, { ...given });
  expect(failures).toEqual([]);
  return model.fit({ ...train, weights: null }, params, quietRun());
};
const LINEAR = { name: 'linear', params: { strength: 0.001 } };

test.each(['pca', 'truncated-svd'])(
  '%s: all directions together say what the columns say',
  async (method) => {
    const [train, held] = [sample(plane, 400, 1), sample(plane, 50, 2)];
    const whole = new Float64Array(50);
    const linear = named('linear');
    linear.open(
      await linear.fit(
        { ...train, weights: null },
        resolveParams('linear', linear.params, LINEAR.params).params,
        quietRun(),
      ),
    )(held.x, whole);
    const out = new Float64Array(50);
    model.open(await learned(train, { method, components: 3, members: [LINEAR] }))(held.x, out);
    out.forEach((v, i) => {
      expect(Math.abs(v - whole[i]!)).toBeLessThan(1e-3);
    });
  },
);

test('a direction that hardly varies is left out', async () => {
  const train = sample(plane, 400, 1);
  // The third column twice, and nothing else of any size.
  const noise = train.x.data.subarray(800, 1200);
  const x = matrix(400, 2, Float64Array.from([...noise, ...noise.map((v, i) => v + 1e-3 * train.y[i]!)]));
  const state = await learned({ ...train, x }, { components: 1, members: [LINEAR] });
  expect((state.facts as { share: number }).share).toBeGreaterThan(0.9);
  expect(state.arrays.directions!.length).toBe(2);
});

test('a member for another category is refused', async () => {
  await expect(learned(sample(slope, 50, 1), { members: [LINEAR] })).rejects.toSatisfy(
    (e) => (e as Failure).code === 'design/component-unfit',
  );
});
