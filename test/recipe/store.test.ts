import { describe, expect, test } from 'vitest';
import type { Design } from '../../src/contracts/design.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { models } from '../../src/models/index.ts';
import { step } from '../../src/recipe/chain.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import { openPipeline } from '../../src/recipe/pipeline.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { manifestOf, type PipelineManifest, pipelineOf, type Written } from '../../src/recipe/store.ts';
import { numberColumn } from '../../src/table/column.ts';
import { jsonRow, madeDesign, madeTable, schema } from './made-table.ts';

const task: Task = { category: 'binary', classes: ['No', 'Yes'] };
const chosen = madeDesign({
  age: [step('fill-mean', { indicator: true }), step('buckets-quantile', { count: 5 })],
  plan: [step('target-encode')],
  comment: [step('tf-idf', { columns: 16 })],
});

async function written(model: (typeof models)[number], design = chosen) {
  const { frame, y } = madeTable(150, 1);
  const { recipe, x } = fitRecipe(planRecipe(design, schema, model), frame, { task, y }, quietRun());
  const few = { ...model.traits.quick, ...('rounds' in model.params ? { rounds: 8 } : {}) };
  const { params } = resolveParams(model.name, model.params, few);
  const state = await model.fit({ task, x, columns: recipe.columns, y, weights: null }, params, quietRun());
  const pipeline = openPipeline(recipe, model, state, task);
  const data = manifestOf({ system: 'made', task, fitted: recipe, model, params, state, threshold: 0.4 });
  return { pipeline, data };
}

const throughJson = ({ manifest, tensors }: Written): Written => ({
  manifest: JSON.parse(canonicalJson(manifest)),
  tensors: tensors.slice(),
});

const fitting = models.filter((m) => m.traits.categories.includes('binary'));

describe.each(fitting.map((model) => ({ name: model.name, model })))('$name', ({ model }) => {
  let first: ReturnType<typeof written> | undefined;
  const once = (): ReturnType<typeof written> => (first ??= written(model));

  test('scores the same to the last bit after a round trip, in batch and row by row', async () => {
    const { pipeline, data } = await once();
    const { manifest, tensors } = throughJson(data);
    const back = pipelineOf(manifest, tensors);
    const { frame } = madeTable(120, 9);
    const batch = pipeline.score(frame);
    expect(back.score(frame)).toEqual(batch);
    expect(back.inputs).toEqual(pipeline.inputs);
    expect(back.columns).toEqual(pipeline.columns);
    const out = new Float64Array(1);
    for (let i = 0; i < frame.rows; i++) {
      expect(back.scoreRow(jsonRow(frame, i), out)).toBeNull();
      expect(Object.is(out[0], batch[i])).toBe(true);
    }
  });

  test('is written the same each time, and its explanation adds up', async () => {
    const [one, two] = [await once(), await written(model)];
    expect(canonicalJson(two.data.manifest)).toBe(canonicalJson(one.data.manifest));
    expect(two.data.tensors).toEqual(one.data.tensors);
    const explain = one.pipeline.explainRow;
    if (explain === undefined) return;
    const row = jsonRow(madeTable(1, 4).frame, 0);
    const out = new Float64Array(1);
    one.pipeline.scoreRow(row, out);
    const [{ base, contributions }] = explain(row).outputs as [ReturnType<typeof explain>['outputs'][number]];
    const raw = contributions.reduce((sum, c) => sum + c.contribution, base);
    expect(1 / (1 + Math.exp(-raw))).toBeCloseTo(out[0]!, 9);
    const sizes = contributions.map((c) => Math.abs(c.contribution));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(contributions.find((c) => c.column === 'plan')!.value).toBe(row.plan ?? null);
  });
});

describe('a manifest that does not fit', async () => {
  const { data } = await written(fitting.at(-1)!);
  const steps = data.manifest.recipe.steps as unknown as readonly object[];
  const withRecipe = (part: object): PipelineManifest => ({
    ...data.manifest,
    recipe: { ...data.manifest.recipe, ...part } as PipelineManifest['recipe'],
  });
  test.each<[string, PipelineManifest, string]>([
    ['of a later format', { ...data.manifest, format: 2 } as never, 'artifact/malformed'],
    [
      'of an unknown model',
      { ...data.manifest, model: { ...data.manifest.model, name: 'no' } },
      'artifact/incompatible',
    ],
    [
      'of another version',
      { ...data.manifest, model: { ...data.manifest.model, version: 99 } },
      'artifact/incompatible',
    ],
    [
      'with an unknown feature',
      withRecipe({ steps: [{ ...steps[0], feature: 'no' }] }),
      'artifact/incompatible',
    ],
    ['with a step too few', withRecipe({ steps: steps.slice(0, -1) }), 'artifact/malformed'],
    [
      'with a step that reads what is not there',
      withRecipe({ steps: [{ ...steps[0], from: 999 }] }),
      'artifact/malformed',
    ],
    ['without steps', withRecipe({ steps: 'none' }), 'artifact/malformed'],
    ['with fewer inputs', { ...data.manifest, inputs: data.manifest.inputs.slice(1) }, 'artifact/malformed'],
  ])('%s is refused', (_says, manifest, code) => {
    expect(() => pipelineOf(manifest, data.tensors)).toThrow(expect.objectContaining({ code }));
  });

  test('nor are arrays of other names', () => {
    const renamed = new TextDecoder('latin1').decode(data.tensors).replaceAll('"model/', '"mopel/');
    const bytes = Uint8Array.from(renamed, (c) => c.charCodeAt(0));
    expect(() => pipelineOf(data.manifest, bytes)).toThrow(
      expect.objectContaining({ code: 'artifact/malformed' }),
    );
  });
});

test('a model of 5,000 columns is read in time that grows with the columns, not with their square', async () => {
  const wide = Array.from({ length: 5000 }, (_, c) => ({ name: `c${c}`, type: 'continuous' as const }));
  const values = Float64Array.of(1, Number.NaN, 2);
  const frame = { rows: 3, schema: wide, columns: new Map(wide.map((c) => [c.name, numberColumn(values)])) };
  const design = {
    ...madeDesign(),
    data: { columns: wide, unused: [] },
    features: Object.fromEntries(wide.map((c) => [c.name, [step('fill-mean'), step('z-score')]])),
  } as unknown as Design;
  const model = fitting[0]!;
  const target = { task, y: Float64Array.of(0, 1, 1) };
  const { recipe, x } = fitRecipe(planRecipe(design, wide, model), frame, target, quietRun());
  const { params } = resolveParams(model.name, model.params, {});
  const state = await model.fit(
    { task, x, columns: recipe.columns, y: target.y, weights: null },
    params,
    quietRun(),
  );
  const data = manifestOf({ system: 'made', task, fitted: recipe, model, params, state, threshold: null });
  expect(pipelineOf(data.manifest, data.tensors).columns).toHaveLength(5000);
});
