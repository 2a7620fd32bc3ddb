import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/contracts/model.ts';
import type { Pipeline } from '../../src/contracts/pipeline.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { step } from '../../src/recipe/chain.ts';
import { encode } from '../../src/recipe/encode.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import type { FittedRecipe } from '../../src/recipe/fitted-recipe.ts';
import { openPipeline } from '../../src/recipe/pipeline.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { takeFrame } from '../../src/table/frame.ts';
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

test('a table of several chunks scores as its rows do', async () => {
  const { pipeline } = await fitted(linearDouble);
  const { frame } = madeTable(9000, 4);
  const whole = pipeline.score(frame);
  for (const rows of [Int32Array.of(0, 4095, 4096, 8191, 8192, 8999), Int32Array.of(8999, 0)])
    expect(pipeline.score(takeFrame(frame, rows))).toEqual(Float64Array.from(rows, (i) => whole[i]!));
  expect(pipeline.score(takeFrame(frame, new Int32Array(0)))).toEqual(new Float64Array(0));
});

test('whatever JSON a row holds, it is scored as a finite number or refused in words', async () => {
  const { pipeline } = await fitted(linearDouble);
  const out = new Float64Array(1);
  const cell = fc.oneof(
    fc.jsonValue(),
    fc.double(),
    fc.date().map(String),
    fc.constantFrom('pro', 'Yes', 'large', true),
  );
  const name = fc.oneof(fc.constantFrom(...schema.map((c) => c.name)), fc.string());
  fc.assert(
    fc.property(fc.dictionary(name, cell), (row) => {
      out[0] = Number.NaN;
      const problems = pipeline.scoreRow(row, out);
      if (problems === null) expect(Number.isFinite(out[0])).toBe(true);
      else
        for (const { column, says } of problems) expect(Object.hasOwn(row, column) && says !== '').toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a row that a model with drop-rows cannot score is refused on both paths', async () => {
  const { pipeline } = await fitted(
    linearDouble,
    madeDesign({ age: [step('fill-mean')], visits: [step('drop-rows')] }),
  );
  expect(pipeline.scoreRow({ age: 4 }, new Float64Array(1))?.map((p) => p.column)).toEqual(['visits']);
  expect(() => pipeline.score(madeTable(100, 2).frame)).toThrow(
    expect.objectContaining({ code: 'feature/value-required' }),
  );
});

test('an explanation adds up to the score, by source column, strongest first', async () => {
  const { pipeline } = await fitted(linearDouble);
  const row = { age: 70, plan: 'pro', comment: 'great price' };
  const out = new Float64Array(1);
  pipeline.scoreRow(row, out);
  const { base, contributions } = pipeline.explainRow!(row).outputs[0]!;
  expect(contributions.reduce((sum, c) => sum + c.contribution, base)).toBeCloseTo(out[0]!, 12);
  expect(contributions.map((c) => c.column).sort()).toEqual(pipeline.inputs.map((c) => c.name).sort());
  expect(contributions.find((c) => c.column === 'age')!.value).toBe(70);
  expect(contributions.find((c) => c.column === 'visits')!.value).toBeNull();
  expect(() => pipeline.explainRow!({ age: 'old' })).toThrow('column "age": "old" is not a number');
});
