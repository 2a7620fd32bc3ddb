import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/contracts/model.ts';
import type { Pipeline } from '../../src/contracts/pipeline.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { encode } from '../../src/recipe/encode.ts';
import { type FittedRecipe, fitRecipe } from '../../src/recipe/fit.ts';
import { openPipeline } from '../../src/recipe/pipeline.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { linearDouble, nativeDouble } from './linear-double.ts';
import { jsonRow, madeDesign, madeTable, schema } from './made-table.ts';

const task: Task = { category: 'binary', classes: ['No', 'Yes'] };

async function fitted(
  model: Model,
  design = madeDesign(),
): Promise<{ recipe: FittedRecipe; pipeline: Pipeline }> {
  const { frame, y } = madeTable(400, 1);
  const { recipe, x } = fitRecipe(planRecipe(design, schema, model), frame, { task, y }, quietRun());
  const state = await model.fit({ task, x, columns: recipe.columns, y, weights: null }, {}, quietRun());
  return { recipe, pipeline: openPipeline(recipe, model, state, task) };
}

describe.each([linearDouble, nativeDouble])('a pipeline with $name', (model) => {
  test('scores a single row as it scores the batch, to the last bit', async () => {
    const { pipeline } = await fitted(model);
    const { frame } = madeTable(300, 2);
    const batch = pipeline.score(frame);
    const out = new Float64Array(1);
    for (let i = 0; i < frame.rows; i++) {
      expect(pipeline.scoreRow(jsonRow(frame, i), out)).toBeNull();
      expect(Object.is(out[0], batch[i])).toBe(true);
    }
  });
});

test('a model that refuses missing values is never given one, whatever comes', async () => {
  const { recipe } = await fitted(linearDouble);
  const { frame } = madeTable(200, 3);
  expect(encode(recipe, frame).data.some(Number.isNaN)).toBe(false);
});
