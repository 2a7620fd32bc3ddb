import { describe, expect, test } from 'vitest';
import { calibrators } from '../../src/calibrators/index.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { logOdds } from '../../src/kernels/log-odds.ts';
import { logistic } from '../../src/models/logistic.ts';
import type { Adjustment } from '../../src/recipe/adjustment.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import { openPipeline } from '../../src/recipe/pipeline.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { manifestOf, pipelineOf } from '../../src/recipe/store.ts';
import { jsonRow, madeDesign, madeTable, schema } from './made-table.ts';

const task: Task = { category: 'binary', classes: ['No', 'Yes'] };
const priors = Float64Array.of(1.6, 0.4);

async function adjusted(adjustment: Adjustment) {
  const { frame, y } = madeTable(200, 1);
  const plan = planRecipe(madeDesign({}), schema, logistic, {});
  const { recipe, x } = fitRecipe(plan, frame, { task, y }, quietRun());
  const params = { penalty: 'l2', strength: 1, mix: 0.5, tolerance: 1e-6, iterations: 100 } as never;
  const state = await logistic.fit(
    { task, x, columns: recipe.columns, y, weights: null },
    params,
    quietRun(),
  );
  const writable = { system: 'made', task, fitted: recipe, model: logistic, params, state, threshold: 0.4 };
  return {
    plain: openPipeline(recipe, logistic, state, task),
    pipeline: openPipeline(recipe, logistic, state, task, adjustment),
    data: manifestOf({ ...writable, adjustment }),
    unadjusted: manifestOf(writable),
  };
}

const set = {
  outputs: 1,
  said: Float64Array.from({ length: 60 }, (_, i) => (i + 0.5) / 60),
  truth: Float64Array.from({ length: 60 }, (_, i) => Number((i * 7) % 60 < i)),
  weights: null,
};
const cases = calibrators.flatMap((calibrator) =>
  [null, priors].map((shares) => ({
    name: `${calibrator.name}${shares ? ' after other shares' : ''}`,
    adjustment: { priors: shares, calibrated: { calibrator, state: calibrator.fit(set) } },
  })),
);

describe.each([...cases, { name: 'other shares', adjustment: { priors, calibrated: null } }])(
  '$name',
  ({ adjustment }) => {
    test('changes answers, and is the same to the last bit when stored, alone and in a batch', async () => {
      const { plain, pipeline, data } = await adjusted(adjustment);
      const back = pipelineOf(JSON.parse(canonicalJson(data.manifest)), data.tensors.slice());
      const { frame } = madeTable(80, 9);
      const batch = pipeline.score(frame);
      expect(batch).not.toEqual(plain.score(frame));
      expect(back.score(frame)).toEqual(batch);
      const out = new Float64Array(1);
      for (let i = 0; i < frame.rows; i++) {
        expect(back.scoreRow(jsonRow(frame, i), out)).toBeNull();
        expect(Object.is(out[0], batch[i])).toBe(true);
      }
    });

    test('an explanation adds up to what is answered, where it can', async () => {
      const { plain, pipeline } = await adjusted(adjustment);
      const row = jsonRow(madeTable(1, 4).frame, 0);
      const { calibrated } = adjustment;
      const bent = calibrated !== null && calibrated.calibrator.line(calibrated.state as never) === null;
      const [{ base, contributions }] = pipeline.explainRow!(row).outputs as [
        ReturnType<NonNullable<typeof pipeline.explainRow>>['outputs'][number],
      ];
      const out = new Float64Array(1);
      (bent ? plain : pipeline).scoreRow(row, out);
      expect(contributions.reduce((sum, c) => sum + c.contribution, base)).toBeCloseTo(logOdds(out[0]!), 9);
    });
  },
);

test('nothing to adjust leaves no trace', async () => {
  const { data, unadjusted } = await adjusted({ priors: null, calibrated: null });
  expect(data).toEqual(unadjusted);
  expect(data.manifest).not.toHaveProperty('adjustment');
});

test('a calibrator of another version, and shares of other classes, are refused', async () => {
  const { data } = await adjusted(cases[1]!.adjustment);
  const { adjustment } = data.manifest;
  const read = (part: object) => () =>
    pipelineOf({ ...data.manifest, adjustment: { ...adjustment!, ...part } }, data.tensors);
  const calibrator = { ...adjustment!.calibrator!, version: 99 };
  expect(read({ calibrator })).toThrow(expect.objectContaining({ code: 'artifact/incompatible' }));
  expect(read({ calibrator: { ...calibrator, name: 'no' } })).toThrow('this program has none of that name');
  expect(read({ priors: [1, 2, 3] })).toThrow(expect.objectContaining({ code: 'artifact/malformed' }));
});
